import type { Logger, Metrics } from '@forum/service-kit'
import { GrpcSource } from './grpc-source.ts'
import type { Verdict } from './verdict.ts'
import { createVerdictMetrics } from './verdict-metrics.ts'
import { Verdicts } from './verdicts.ts'

export type AuthClient = {
  /** What Auth says of this access token. Never rejects; `unavailable` means that the request must be refused. */
  verify(token: string): Promise<Verdict>
  /** Whether revocations are being heard. A client that is not ready still answers, but asks Auth nearly each time. */
  ready(): boolean
  close(): Promise<void>
}

export type AuthClientOptions = {
  /** AUTH_GRPC_URL */
  url: string
  /** AUTH_GRPC_SECRET: this service's own. */
  secret: string
  /** The name under which Auth knows that secret: gateway, posts or stats. */
  service: string
  logger: Logger
  metrics: Metrics
}

/** The only client of Auth's TokenService. Open one a process; it listens for revocations until it is closed. */
export function createAuthClient({ url, secret, service, logger, metrics }: AuthClientOptions): AuthClient {
  const source = new GrpcSource({ url, secret, service })
  const verdicts = new Verdicts({ source, logger, metrics: createVerdictMetrics(metrics) })
  return {
    verify: (token) => verdicts.verify(token),
    ready: () => verdicts.ready(),
    close: async () => {
      await verdicts.close()
      source.close()
    },
  }
}
