import { maximumNesting, maximumTokens } from '../../../gateway/src/documents/parse-document.ts'
import { callerLimits, largeAnswerBytes, largeBodyBytes, prices } from '../../../gateway/src/limits/caller-limits.ts'
import { operationLimits } from '../../../gateway/src/limits/operation-limits.ts'
import { maxSockets } from '../../../packages/service-kit/src/sockets-of-addresses.ts'
import { maxUnfinishedBodies, slowestBody } from '../../../packages/service-kit/src/unfinished-bodies.ts'
import { limitConfig } from '../../../subgraphs/auth/src/config.ts'
import { limitsOf } from '../../../subgraphs/auth/src/limits.ts'
import { passwordLengths } from '../../../subgraphs/auth/src/modules/passwords/password-rules.ts'
import { writesOf } from '../../../subgraphs/auth/src/modules/rate-limits/write-limit.ts'

/** What is limited, by how much, and what is answered beyond it. */
type Row = readonly [what: string, limit: string, beyond: string]

const number = (value: number): string => value.toLocaleString('en-GB')
const limited = '429 RATE_LIMITED'
const outcome = 'RateLimited'
const tooComplex = 'OPERATION_TOO_COMPLEX'

const window = ({ points, windowSeconds }: { points: number; windowSeconds: number }): string =>
  `${number(points)} in ${windowSeconds / 60} minutes`
const bucket = ({ tokens, perSecond }: { tokens: number; perSecond: number }): string =>
  `${number(tokens)} at once, ${number(perSecond)} a second`

/** Every limit, from the constants that the code goes by. */
export function limitRows(): Row[] {
  const { account, address, refusals } = callerLimits
  const { login, registration, session } = limitsOf(limitConfig.parse({}))
  return [
    ['work of an account, in tokens (about a millisecond each)', bucket(account), limited],
    ['work of an address without an account', bucket(address), limited],
    ['requests under way, an account', number(account.underWay), limited],
    ['requests under way, an address without an account', number(address.underWay), limited],
    [
      'operations that run at the same moment, a caller, in tokens',
      number(callerLimits.runningTokens),
      'wait for each other',
    ],
    [
      `searches, several rankings, long series, many long texts, a thousand references or bodies over ${largeBodyBytes / 1024} KB under way, a caller`,
      number(address.heavyUnderWay),
      limited,
    ],
    ['malformed requests and bad credentials of an address', bucket(refusals), limited],
    [
      'price of a query, of a mutation, of a node of its cost (at first)',
      `${prices.query}, ${prices.mutation}, ${prices.node}`,
      '',
    ],
    ['price of an operation at most', number(prices.dearest), ''],
    ['price of a page, of an export, of a document', `${prices.page}, ${prices.export}, ${prices.document}`, ''],
    ['price of a picture of a post, of drawing one that is not kept', `${prices.picture}, ${prices.drawing}`, ''],
    ['price of a feed, of a part of the sitemap', `${prices.feed}, ${prices.sitemap}`, ''],
    [`price of a body over ${largeBodyBytes / 1024} KB, for each of them`, String(prices.largeBody), ''],
    [
      `price of an answer over ${largeAnswerBytes / 1_000} KB, for each 100 KB, afterwards`,
      String(prices.largeAnswer),
      '',
    ],
    ['connections of an address', number(maxSockets), 'cut'],
    ['unfinished bodies of an address', number(maxUnfinishedBodies), '429'],
    ['speed of a body at least', `${slowestBody.bytes / 1024} KB in ${slowestBody.everyMs / 1_000} s`, 'cut'],
    ['depth of an operation', number(operationLimits.depth), tooComplex],
    ['aliases of an operation', number(operationLimits.aliases), tooComplex],
    ['cost of an operation, in nodes', number(operationLimits.cost), tooComplex],
    ['fields of an operation', number(operationLimits.fields), tooComplex],
    [
      'searches, rankings and series of an operation, in milliseconds that they compute',
      number(operationLimits.heavyMs),
      tooComplex,
    ],
    ['long texts of one thing under different names', number(operationLimits.textNames), tooComplex],
    ['braces and brackets within one another', number(maximumNesting), tooComplex],
    ['tokens of an operation’s text', number(maximumTokens), 'OPERATION_TOO_COMPLEX'],
    ['characters of a password', `${passwordLengths.shortest} to ${passwordLengths.longest}`, 'InvalidInput'],
    ['writes of an account', window(writesOf('')), outcome],
    ['sign-ins that fail, of an account from one address', window(login.ofStranger), outcome],
    ['sign-ins that fail, of an address', window(login.ofAddress), outcome],
    ['sign-ins that fail, of an account from everywhere', window(login.ofName), outcome],
    ['sign-ins that fail, of a browser that is known', window(login.ofDevice), outcome],
    ['sign-ins of an account', window(login.ofAccount), outcome],
    ['registrations of a handle or an address of e-mail', window(registration.ofName), outcome],
    ['registrations of an address', window(registration.ofAddress), outcome],
    ['refreshes of a session', window(session.refreshes), outcome],
  ]
}
