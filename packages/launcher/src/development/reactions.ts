import type { ServiceName } from '../services/service-name.ts'

/** What a changed file asks for under `npm run dev`. */
export type Reaction = { generate: boolean; migrate: boolean; restart: ServiceName[] }

const every: ServiceName[] = ['auth', 'posts', 'stats', 'gateway']
const subgraphs = new Set(['auth', 'posts', 'stats'])
const nothing: Reaction = { generate: false, migrate: false, restart: [] }
const restart = (...names: ServiceName[]): Reaction => ({ ...nothing, restart: names })

/** `path` is relative to the repository, with slashes. The web app is not here: Vite sees to it. */
export function reactionTo(path: string): Reaction {
  if (/(^|\/)(generated|node_modules|dist|\.cache|tests|fixtures)\/|\.test\.ts$|~$|\/\.[^/]*$/.test(path))
    return nothing
  const [top, name] = path.split('/')
  const owner = subgraphs.has(name ?? '') ? (name as ServiceName) : null // one of the three by the line above
  if (top === 'proto') return { ...nothing, generate: true, restart: every }
  if (top === 'prisma' && owner)
    return path.endsWith('.sql') ? { ...restart(owner), migrate: true } : { ...restart(owner), generate: true }
  if (path.endsWith('.graphql')) return { ...restart(...(owner ? [owner, 'gateway' as const] : every)), generate: true }
  if (path.endsWith('.sql') && owner) return { ...restart(owner), migrate: true }
  if (!path.endsWith('.ts')) return nothing
  if (top === 'gateway') return restart('gateway')
  if (top === 'subgraphs' && owner) return restart(owner)
  return top === 'packages' && name !== 'testing' && name !== 'embedded' ? restart(...every) : nothing
}

/** Several changes at once, such as a checkout of another branch, ask for each thing once. */
export function together(reactions: readonly Reaction[]): Reaction {
  return {
    generate: reactions.some(({ generate }) => generate),
    migrate: reactions.some(({ migrate }) => migrate),
    restart: every.filter((name) => reactions.some((reaction) => reaction.restart.includes(name))),
  }
}
