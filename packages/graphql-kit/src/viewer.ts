import { unauthenticated } from './errors.ts'

export type ViewerRole = 'USER' | 'MODERATOR' | 'ADMIN'

/** Who asks, as Auth's verdict says. */
export type Viewer = { id: string; handle: string; role: ViewerRole; sessionId: string; scopes: readonly string[] }

/** The viewer of an operation that only people who are signed in may do. @throws UNAUTHENTICATED NO_CREDENTIAL */
export function signedIn(viewer: Viewer | null): Viewer {
  if (!viewer) throw unauthenticated('NO_CREDENTIAL')
  return viewer
}
