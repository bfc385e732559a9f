import { type CallOptions, type ChannelOptions, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js'
import { AccountServiceClient, TokenServiceClient } from './proto.ts'

/** Names of the metadata by which a caller says and proves which service it is. */
export const serviceMetadata = { name: 'x-forum-service', secret: 'x-forum-service-secret' } as const

const deadlineMs = 2_000

export type GrpcConnectionOptions = {
  /** host:port, or any name that gRPC resolves, such as dns:///auth:50051 or ipv4:10.0.0.1:50051,10.0.0.2:50051. */
  url: string
  service: string
  secret: string
}

type Reply<Response> = (error: ServiceError | null, response: Response) => void
type Question<Response> = (metadata: Metadata, options: CallOptions, reply: Reply<Response>) => unknown

const channelOptions: ChannelOptions = {
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 3_000,
  'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
}

/** One channel to Auth, its calls spread over replicas, and how a question is put over it. */
export class GrpcConnection {
  readonly metadata = new Metadata()
  readonly tokens: TokenServiceClient
  readonly accounts: AccountServiceClient

  constructor({ url, service, secret }: GrpcConnectionOptions) {
    this.metadata.set(serviceMetadata.name, service)
    this.metadata.set(serviceMetadata.secret, secret)
    this.tokens = new TokenServiceClient(url, credentials.createInsecure(), channelOptions)
    const channelOverride = this.tokens.getChannel()
    this.accounts = new AccountServiceClient(url, credentials.createInsecure(), { channelOverride })
  }

  /** Puts a question that changes nothing: an answer within 2 s, or a rejection. One that met a closing connection is put once more. */
  async ask<Response>(question: Question<Response>): Promise<Response> {
    const deadline = Date.now() + deadlineMs
    return this.#askOnce(question, deadline).catch((error: ServiceError) => {
      if (error.code !== status.UNAVAILABLE) throw error
      return this.#askOnce(question, deadline)
    })
  }

  close(): void {
    this.tokens.close()
  }

  #askOnce<Response>(question: Question<Response>, deadline: number): Promise<Response> {
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    question(this.metadata, { deadline }, (error, response) => (error ? reject(error) : resolve(response)))
    return promise
  }
}
