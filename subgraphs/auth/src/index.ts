export { type Config, configSchema } from './config.ts'
export { startAuth } from './start.ts'
