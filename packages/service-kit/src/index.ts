export { Backoff } from './backoff.ts'
export { callerSignal } from './caller-signal.ts'
export {
  CircuitBreaker,
  type CircuitBreakerOptions,
  CircuitOpen,
  type CircuitState,
  circuitValues,
} from './circuit-breaker.ts'
export { type Clock, systemClock } from './clock.ts'
export { ConfigError, readConfig } from './config.ts'
export { type CookieNames, cookieNames, isSecureSite, signedInMark } from './cookies.ts'
export { env } from './env.ts'
export { escapeHtml } from './escape-html.ts'
export { FairQueue } from './fair-queue.ts'
export { internalHeaders } from './headers.ts'
export { createHttpServer, type HttpServerOptions } from './http-server.ts'
export { type Ids, uuidv7Ids } from './ids.ts'
export {
  type KafkaAddress,
  type KafkaCredential,
  type KafkaSettings,
  kafkaCredential,
  kafkaEnvironment,
  kafkaOf,
  kafkaSettings,
} from './kafka-settings.ts'
export { Lifecycle } from './lifecycle.ts'
export { createLogger, type Logger } from './logger.ts'
export { LoopBudget, shortCharacters } from './loop-budget.ts'
export { createMetrics, type Metrics } from './metrics.ts'
export { namesEtag } from './names-etag.ts'
export { networkOf } from './network.ts'
export { type Operations, registerOperations } from './operations.ts'
export { type OperationsPort, operationsPort, type Readiness } from './operations-port.ts'
export {
  CallerGone,
  currentRequest,
  inRequest,
  outsideRequests,
  type RequestScope,
  throwIfCallerGone,
} from './request-scope.ts'
export { configExitCode, runService, type Service, type ServiceStart } from './run-service.ts'
export { secretsEqual } from './secrets.ts'
export { maxSockets } from './sockets-of-addresses.ts'
export { cannotReach, StartError } from './start-error.ts'
export { currentTraceParent, startTracing, traced, tracedFrom } from './tracing.ts'
export { maxUnfinishedBodies, slowestBody } from './unfinished-bodies.ts'
export { within } from './within.ts'
