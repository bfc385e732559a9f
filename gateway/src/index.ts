export { configSchema, type GatewayConfig } from './config.ts'
export { createGateway, type GatewayDeps } from './server.ts'
