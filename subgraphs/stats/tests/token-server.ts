import {
  type AccountServiceServer,
  AccountServiceService,
  AccountStatus,
  InvalidTokenReason,
  Role,
  type TokenServiceServer,
  TokenServiceService,
  type VerifyTokenResponse,
} from '@forum/auth-client/proto'
import { PersonalDataFiles, personalDataService } from '@forum/personal-data'
import { createLogger } from '@forum/service-kit'
import { cleanUp } from '@forum/testing'
import { Server, ServerCredentials } from '@grpc/grpc-js'

export type Account = { userId: string; role: 'USER' | 'ADMIN' }

/** The other services' end of the wire: knows some tokens, notes exports in `recorded`, and holds one file of data of everybody. */
export async function startTokenServer(
  accounts: ReadonlyMap<string, Account>,
  recorded: object[] = [],
): Promise<string> {
  const answer = (token: string): VerifyTokenResponse => {
    const account = accounts.get(token)
    if (!account)
      return {
        asOf: 1,
        result: { $case: 'invalid', value: { reason: InvalidTokenReason.INVALID_TOKEN_REASON_BAD_TOKEN } },
      }
    const value = {
      sessionId: account.userId,
      userId: account.userId,
      handle: token,
      role: account.role === 'ADMIN' ? Role.ROLE_ADMIN : Role.ROLE_USER,
      scopes: ['*'],
      expiresAt: new Date(Date.now() + 300_000),
      expiresIn: { seconds: 300, nanos: 0 },
      accountStatus: AccountStatus.ACCOUNT_STATUS_ACTIVE,
    }
    return { asOf: 1, result: { $case: 'valid', value } }
  }
  const service: TokenServiceServer = {
    verifyToken: ({ request }, reply) => reply(null, answer(request.accessToken)),
    watchRevocations: () => {},
  }
  const server = new Server()
  server.addService(TokenServiceService, service)
  const accountService: AccountServiceServer = {
    getAccountStatus: (_call, reply) =>
      reply(null, { accountStatus: AccountStatus.ACCOUNT_STATUS_ACTIVE, role: Role.ROLE_USER }),
    recordExport: ({ request }, reply) => {
      recorded.push(request)
      reply(null, {})
    },
  }
  server.addService(AccountServiceService, accountService)
  const personalData = new PersonalDataFiles([
    {
      file: 'account/account',
      rows: async function* rows({ userId }) {
        yield { id: userId, words: 'of a person' }
      },
    },
  ])
  const { definition, handlers } = personalDataService({
    personalData,
    logger: createLogger({ name: 'test', level: 'silent' }),
  })
  server.addService(definition, handlers)
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
    error ? reject(error) : resolve(port),
  )
  const port = await promise
  cleanUp(async () => server.forceShutdown())
  return `127.0.0.1:${port}`
}
