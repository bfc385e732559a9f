import type { Viewer } from '@forum/graphql-kit'
import type { postLoaders } from './modules/posts/post-loaders.ts'
import type { userLoaders } from './modules/users/user-loaders.ts'
import type { Services } from './services.ts'

/** What a resolver gets. */
export type Context = {
  viewer: Viewer | null
  clientAddress: string
  services: Services
  loaders: { posts: ReturnType<typeof postLoaders>; users: ReturnType<typeof userLoaders> }
}
