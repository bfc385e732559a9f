export const serviceNames = ['auth', 'posts', 'stats', 'gateway'] as const

export type ServiceName = (typeof serviceNames)[number]

/** What people call a service, and where its program is in the repository. */
export const services: Record<ServiceName, { label: string; folder: string }> = {
  auth: { label: 'Auth', folder: 'subgraphs/auth' },
  posts: { label: 'Posts', folder: 'subgraphs/posts' },
  stats: { label: 'Stats', folder: 'subgraphs/stats' },
  gateway: { label: 'Gateway', folder: 'gateway' },
}
