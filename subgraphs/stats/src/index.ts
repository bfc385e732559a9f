export { configSchema } from './config.ts'
export { startStats } from './start.ts'
