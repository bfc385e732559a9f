import { insufficientScope, unauthenticated } from './errors.ts'

export type ViewerRole = 'USER' | 'MODERATOR' | 'ADMIN'

/** Who asks, as Auth's verdict says. */
export type Viewer = { id: string; handle: string; role: ViewerRole; sessionId: string; scopes: readonly string[] }

/** Of somebody who is suspended: their token is for few things, each of which names this scope. */
export type Scope = 'suspended'

/**
 * The viewer of an operation that only people who are signed in may do.
 *
 * @param scope which lesser tokens may do it, too
 * @throws UNAUTHENTICATED NO_CREDENTIAL, or INSUFFICIENT_SCOPE
 */
export function signedIn(viewer: Viewer | null, scope?: Scope): Viewer {
  if (!viewer) throw unauthenticated('NO_CREDENTIAL')
  if (!viewer.scopes.includes('*') && !(scope && viewer.scopes.includes(scope))) throw insufficientScope()
  return viewer
}
