import { insufficientScope, unauthenticated } from './errors.ts'

export type ViewerRole = 'USER' | 'MODERATOR' | 'ADMIN'

/** Who asks, as Auth's verdict says. */
export type Viewer = { id: string; handle: string; role: ViewerRole; sessionId: string; scopes: readonly string[] }

/** Of somebody who is suspended, or whose account is about to be deleted: their token is for few things, each of which names its scopes. */
export type Scope = 'suspended' | 'leaving'

/**
 * The viewer of an operation that only people who are signed in may do.
 *
 * @param scopes which lesser tokens may do it, too
 * @throws UNAUTHENTICATED NO_CREDENTIAL, or INSUFFICIENT_SCOPE
 */
export function signedIn(viewer: Viewer | null, ...scopes: readonly Scope[]): Viewer {
  if (!viewer) throw unauthenticated('NO_CREDENTIAL')
  if (!viewer.scopes.includes('*') && !scopes.some((scope) => viewer.scopes.includes(scope))) throw insufficientScope()
  return viewer
}
