import { freePort } from '@forum/embedded'
import { portNear } from '../preflight/ports.ts'
import { portIn, type Settings } from '../settings/settings.ts'

/** Where the services listen: each for HTTP, and Auth for gRPC too. */
export type Ports = Record<'auth' | 'posts' | 'stats' | 'gateway' | 'grpc', number>

/** Those of the environment's addresses, else the usual ones where they are free. */
export async function choosePorts(settings: Settings): Promise<Ports> {
  const portOf = (url: string | undefined, usual: number) => (url ? portIn(url) : portNear(usual, freePort))
  const [auth, posts, stats, grpc] = await Promise.all([
    portOf(settings.AUTH_URL, 4001),
    portOf(settings.POSTS_URL, 4002),
    portOf(settings.STATS_URL, 4003),
    portOf(settings.AUTH_GRPC_URL, 50_051),
  ])
  return { auth, posts, stats, grpc, gateway: settings.PORT }
}

/** Any that are free, one after the other so that none is given twice: for a forum beside others. */
export async function freePorts(): Promise<Ports> {
  return {
    auth: await freePort(),
    posts: await freePort(),
    stats: await freePort(),
    gateway: await freePort(),
    grpc: await freePort(),
  }
}
