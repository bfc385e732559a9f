import { freePort } from '@forum/embedded'
import { portNear } from '../preflight/ports.ts'
import { portIn, type Settings } from '../settings/settings.ts'
import type { ServiceName } from './service-name.ts'

/** Where the services listen: each for HTTP and for operators, Auth (`grpc`) and Posts for gRPC too. */
export type Ports = Record<'auth' | 'posts' | 'stats' | 'gateway' | 'grpc' | 'postsGrpc', number> & {
  metrics: Record<ServiceName, number>
}

/** Those of the environment's addresses, else the usual ones where they are free. */
export async function choosePorts(settings: Settings): Promise<Ports> {
  const promised = [settings.PORT, settings.METRICS_PORT]
  const portOf = (url: string | undefined, usual: number) => (url ? portIn(url) : portNear(usual, freePort, promised))
  const [auth, posts, stats, grpc, postsGrpc] = await Promise.all([
    portOf(settings.AUTH_URL, 4001),
    portOf(settings.POSTS_URL, 4002),
    portOf(settings.STATS_URL, 4003),
    portOf(settings.AUTH_GRPC_URL, 50_051),
    portOf(settings.POSTS_GRPC_URL, 50_052),
  ])
  const near = (offset: number) => portNear(settings.METRICS_PORT + offset, freePort, [settings.PORT])
  // One after the other: of two that are looked for at once both could be given the same.
  const metrics = { gateway: await near(0), auth: await near(1), posts: await near(2), stats: await near(3) }
  return { auth, posts, stats, grpc, postsGrpc, gateway: settings.PORT, metrics }
}

/** Any that are free, one after the other so that none is given twice: for a forum beside others. */
export async function freePorts(): Promise<Ports> {
  return {
    auth: await freePort(),
    posts: await freePort(),
    stats: await freePort(),
    gateway: await freePort(),
    grpc: await freePort(),
    postsGrpc: await freePort(),
    metrics: { gateway: await freePort(), auth: await freePort(), posts: await freePort(), stats: await freePort() },
  }
}
