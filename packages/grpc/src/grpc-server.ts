import { type Logger, StartError, secretsEqual } from '@forum/service-kit'
import {
  Metadata,
  Server,
  ServerCredentials,
  ServerInterceptingCall,
  type ServerInterceptor,
  ServerListenerBuilder,
  type ServiceDefinition,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js'
import { HealthImplementation } from 'grpc-health-check'
import { serviceMetadata } from './callers.ts'

/** A service with what answers for it. `name`: as the health service calls it, such as forum.auth.v1.TokenService. */
export type ServedService = {
  name: string
  definition: ServiceDefinition
  handlers: UntypedServiceImplementation
  /** Which services may ask it; all that have a secret unless told. */
  callers?: readonly string[]
}

export type GrpcServerOptions = {
  host: string
  port: number
  /** The environment's name of the port, for whoever has to change it. */
  variable: string
  /** The secret of each service that may ask, by its name. */
  secrets: ReadonlyMap<string, string>
  services: readonly ServedService[]
  logger: Logger
}

export type GrpcServer = {
  port: number
  /** What the health service says of each service and of the server as a whole. */
  setServing(isServing: boolean): void
  stop(): Promise<void>
}

/** Serves to callers with a secret of their own, and grpc.health.v1 to anybody. @throws StartError where the port is taken */
export async function startGrpcServer(options: GrpcServerOptions): Promise<GrpcServer> {
  const { secrets, services, logger } = options
  const server = new Server({
    interceptors: [callersWithSecret(secrets, services, logger)],
    'grpc.max_receive_message_length': 64 * 1024,
  })
  const healthNames = ['', ...services.map(({ name }) => name)]
  const health = new HealthImplementation(Object.fromEntries(healthNames.map((name) => [name, 'NOT_SERVING'])))
  health.addToServer(server)
  for (const { definition, handlers } of services) server.addService(definition, handlers)
  return {
    port: await bind(server, options),
    setServing: (isServing) => {
      for (const name of healthNames) health.setStatus(name, isServing ? 'SERVING' : 'NOT_SERVING')
    },
    stop: () => shutDown(server),
  }
}

function bind(server: Server, { host, port: wanted, variable }: GrpcServerOptions): Promise<number> {
  const address = `${host.includes(':') ? `[${host}]` : host}:${wanted}`
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
    if (!error) resolve(port)
    else
      reject(
        new StartError(
          `${variable}: cannot listen on ${address}. Stop the program that does, or set ${variable} to another port.`,
          { cause: error },
        ),
      )
  })
  return promise
}

/** Lets answers under way go out for a second, then ends what is left. */
function shutDown(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => server.forceShutdown(), 1_000)
  server.tryShutdown(() => {
    clearTimeout(timer)
    resolve()
  })
  return promise
}

const callersWithSecret =
  (secrets: ReadonlyMap<string, string>, services: readonly ServedService[], logger: Logger): ServerInterceptor =>
  (method, call) => {
    if (method.path.startsWith('/grpc.health.v1.Health/')) return new ServerInterceptingCall(call)
    const callers = services.find(({ name }) => method.path.startsWith(`/${name}/`))?.callers
    return new ServerInterceptingCall(call, {
      start: (next) => {
        const listener = new ServerListenerBuilder().withOnReceiveMetadata((metadata, forward) => {
          const caller = callerOf(secrets, metadata)
          if (caller !== null && (callers?.includes(caller) ?? true)) return forward(metadata)
          logger.warn({ peer: call.getPeer(), caller }, 'a caller without a good secret asked over gRPC')
          return call.sendStatus({
            code: caller === null ? status.UNAUTHENTICATED : status.PERMISSION_DENIED,
            details: caller === null ? 'unknown service or wrong secret' : 'this service may not ask that',
            metadata: new Metadata(),
          })
        })
        next(listener.build())
      },
    })
  }

/** The service that asks; null when it does not prove to be one. */
function callerOf(secrets: ReadonlyMap<string, string>, metadata: Metadata): string | null {
  const [name] = metadata.get(serviceMetadata.name)
  const [secret] = metadata.get(serviceMetadata.secret)
  const isGood = secretsEqual(typeof secret === 'string' ? secret : undefined, secrets.get(String(name)))
  return isGood ? String(name) : null
}
