import type { VerdictSource } from '@forum/auth-client'
import type { RevocationFeed } from '../revocations/revocation-feed.ts'
import type { TokenService } from './token-service.ts'

/** Auth's own requests are verified as everybody's are, by the same cache and its rules, only without the network between. */
export const localSource = ({ tokens, feed }: { tokens: TokenService; feed: RevocationFeed }): VerdictSource => ({
  verify: (token) => tokens.verify(token),
  watch: (after, signal) => feed.subscribe(after, signal),
})
