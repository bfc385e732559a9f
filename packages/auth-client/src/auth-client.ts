import { circuitValues, type Logger, type Metrics } from '@forum/service-kit'
import { Gauge } from 'prom-client'
import { accountStatuses, roles } from './account-status.ts'
import { GrpcConnection } from './grpc-connection.ts'
import { GrpcSource } from './grpc-source.ts'
import type { GetAccountStatusResponse, GetRuleResponse, RecordExportResponse } from './proto.ts'
import type { AccountStatus, Role, Verdict } from './verdict.ts'
import { createVerdictMetrics } from './verdict-metrics.ts'
import { Verdicts } from './verdicts.ts'

export type AuthClient = {
  /** What Auth says of this access token. Never rejects; `unavailable` means that the request must be refused. */
  verify(token: string): Promise<Verdict>
  /** How somebody's account stands now, asked each time; null when the id is nobody's. @throws when Auth gives no answer within 2 s */
  accountStatus(userId: string): Promise<AccountStatus | null>
  /** The rank that somebody has now; null when the id is nobody's. @throws as the above */
  rankOf(userId: string): Promise<Role | null>
  /** A rule of the place, also a retired one; null when there is none. @throws as the above */
  rule(id: string): Promise<{ id: string; title: string } | null>
  /** Notes in the audit log that somebody asks for an export. @throws when Auth gives no answer within 2 s */
  recordExport(request: { userId: string; dataset: string; address: string }): Promise<void>
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

/** The only client of Auth's gRPC services. Open one a process; it listens for revocations until it is closed. */
export function createAuthClient({ url, secret, service, logger, metrics }: AuthClientOptions): AuthClient {
  const circuit = new Gauge({
    name: 'forum_auth_client_circuit_state',
    help: 'Whether Auth is asked over gRPC: 0 closed (it is), 1 half open (it is tried), 2 open (it is not).',
    registers: [metrics],
  })
  const connection = new GrpcConnection({
    url,
    secret,
    service,
    onCircuit: (state) => {
      circuit.set(circuitValues[state])
      logger.warn({ state }, 'circuit breaker of Auth changed')
    },
  })
  const source = new GrpcSource(connection)
  const verdicts = new Verdicts({ source, logger, metrics: createVerdictMetrics(metrics) })
  return {
    verify: (token) => verdicts.verify(token),
    accountStatus: (userId) => askAccountStatus(connection, userId),
    rankOf: (userId) => askRank(connection, userId),
    rule: (id) => askRule(connection, id),
    recordExport: async (request) => {
      await connection.ask<RecordExportResponse>((...call) => connection.accounts.recordExport(request, ...call))
    },
    ready: () => verdicts.ready(),
    close: async () => {
      await verdicts.close()
      connection.close()
    },
  }
}

const askAccount = (connection: GrpcConnection, userId: string): Promise<GetAccountStatusResponse> =>
  connection.ask<GetAccountStatusResponse>((...call) => connection.accounts.getAccountStatus({ userId }, ...call))

async function askRank(connection: GrpcConnection, userId: string): Promise<Role | null> {
  const answer = await askAccount(connection, userId)
  if (answer.accountStatus === undefined) return null
  const known = roles[answer.role]
  if (!known) throw new Error(`Auth answered with a rank that is not known here: ${answer.role}`)
  return known
}

async function askRule(connection: GrpcConnection, ruleId: string): Promise<{ id: string; title: string } | null> {
  const { rule } = await connection.ask<GetRuleResponse>((...call) => connection.site.getRule({ ruleId }, ...call))
  return rule ? { id: rule.id, title: rule.title } : null
}

async function askAccountStatus(connection: GrpcConnection, userId: string): Promise<AccountStatus | null> {
  const answer = await askAccount(connection, userId)
  if (answer.accountStatus === undefined) return null
  const known = accountStatuses[answer.accountStatus]
  if (!known) throw new Error(`Auth answered with an account status that is not known here: ${answer.accountStatus}`)
  return known
}
