export { callerMetadata, channelOptions, serviceMetadata } from './callers.ts'
export { type GrpcServer, type GrpcServerOptions, type ServedService, startGrpcServer } from './grpc-server.ts'
