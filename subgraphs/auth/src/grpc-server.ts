import { serviceMetadata } from '@forum/auth-client'
import {
  type AccountServiceServer,
  AccountServiceService,
  type SiteServiceServer,
  SiteServiceService,
  type TokenServiceServer,
  TokenServiceService,
} from '@forum/auth-client/proto'
import { type Logger, StartError, secretsEqual } from '@forum/service-kit'
import {
  Metadata,
  Server,
  ServerCredentials,
  ServerInterceptingCall,
  type ServerInterceptor,
  ServerListenerBuilder,
  status,
} from '@grpc/grpc-js'
import { HealthImplementation } from 'grpc-health-check'

const healthNames = ['', 'forum.auth.v1.TokenService', 'forum.auth.v1.AccountService', 'forum.auth.v1.SiteService']

export type GrpcServerOptions = {
  host: string
  port: number
  /** The secret of each service that may ask, by its name. */
  secrets: ReadonlyMap<string, string>
  tokens: TokenServiceServer
  accounts: AccountServiceServer
  site: SiteServiceServer
  logger: Logger
}

export type GrpcServer = {
  port: number
  /** What the health service says of each service and of the server as a whole. */
  setServing(isServing: boolean): void
  stop(): Promise<void>
}

/** Serves TokenService, AccountService and SiteService to callers with a secret of their own, and grpc.health.v1 to anybody. */
export async function startGrpcServer({
  host,
  port,
  secrets,
  tokens,
  accounts,
  site,
  logger,
}: GrpcServerOptions): Promise<GrpcServer> {
  const server = new Server({
    interceptors: [callersWithSecret(secrets, logger)],
    'grpc.max_receive_message_length': 64 * 1024,
  })
  const health = new HealthImplementation(Object.fromEntries(healthNames.map((name) => [name, 'NOT_SERVING'])))
  health.addToServer(server)
  server.addService(TokenServiceService, tokens)
  server.addService(AccountServiceService, accounts)
  server.addService(SiteServiceService, site)
  const bound = await bind(server, `${host.includes(':') ? `[${host}]` : host}:${port}`)
  return {
    port: bound,
    setServing: (isServing) => {
      for (const name of healthNames) health.setStatus(name, isServing ? 'SERVING' : 'NOT_SERVING')
    },
    stop: () => shutDown(server),
  }
}

function bind(server: Server, address: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
    if (!error) resolve(port)
    else
      reject(
        new StartError(
          `AUTH_GRPC_PORT: cannot listen on ${address}. Stop the program that does, or set AUTH_GRPC_PORT to another port.`,
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
  (secrets: ReadonlyMap<string, string>, logger: Logger): ServerInterceptor =>
  (method, call) => {
    if (method.path.startsWith('/grpc.health.v1.Health/')) return new ServerInterceptingCall(call)
    return new ServerInterceptingCall(call, {
      start: (next) => {
        const listener = new ServerListenerBuilder().withOnReceiveMetadata((metadata, forward) => {
          if (isKnown(secrets, metadata)) return forward(metadata)
          logger.warn({ peer: call.getPeer() }, 'a caller without a good secret asked over gRPC')
          return call.sendStatus({
            code: status.UNAUTHENTICATED,
            details: 'unknown service or wrong secret',
            metadata: new Metadata(),
          })
        })
        next(listener.build())
      },
    })
  }

function isKnown(secrets: ReadonlyMap<string, string>, metadata: Metadata): boolean {
  const [name] = metadata.get(serviceMetadata.name)
  const [secret] = metadata.get(serviceMetadata.secret)
  return secretsEqual(typeof secret === 'string' ? secret : undefined, secrets.get(String(name)))
}
