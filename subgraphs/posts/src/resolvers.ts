import type { Context } from './context.ts'
import { blockResolvers } from './modules/blocks/resolvers.ts'
import { bookmarkResolvers } from './modules/bookmarks/resolvers.ts'
import { commentResolvers } from './modules/comments/resolvers.ts'
import { feedResolvers } from './modules/feeds/resolvers.ts'
import { followResolvers } from './modules/follows/resolvers.ts'
import { likeResolvers } from './modules/likes/resolvers.ts'
import { markdownResolvers } from './modules/markdown/resolvers.ts'
import { mentionResolvers } from './modules/mentions/resolvers.ts'
import { moderationResolvers } from './modules/moderation/resolvers.ts'
import { mutedWordResolvers } from './modules/muted-words/resolvers.ts'
import { notificationResolvers } from './modules/notifications/resolvers.ts'
import { postResolvers } from './modules/posts/resolvers.ts'
import { repostResolvers } from './modules/reposts/resolvers.ts'
import { searchResolvers } from './modules/search/resolvers.ts'
import { seedingResolvers } from './modules/seeding/resolvers.ts'
import { tagResolvers } from './modules/tags/resolvers.ts'
import { viewResolvers } from './modules/views/resolvers.ts'
import { watchResolvers } from './modules/watching/resolvers.ts'

const modules: Record<string, object>[] = [
  postResolvers,
  commentResolvers,
  likeResolvers,
  repostResolvers,
  bookmarkResolvers,
  followResolvers,
  blockResolvers,
  mutedWordResolvers,
  tagResolvers,
  feedResolvers,
  searchResolvers,
  viewResolvers,
  watchResolvers,
  notificationResolvers,
  mentionResolvers,
  markdownResolvers,
  seedingResolvers,
  moderationResolvers,
]

type MutationResolver = (root: unknown, args: unknown, context: Context, info: unknown) => unknown

/** What was loaded before a mutation is loaded anew after it, so that each shows what it did. */
const thenForgetLoaded =
  (mutate: MutationResolver): MutationResolver =>
  async (root, args, context, info) => {
    const outcome = await mutate(root, args, context, info)
    context.forgetLoaded()
    return outcome
  }

/** The resolvers of all modules as one map. */
export function mergedResolvers(): Record<string, object> {
  const merged: Record<string, Record<string, unknown>> = {}
  for (const module of modules)
    for (const [type, fields] of Object.entries(module)) merged[type] = { ...merged[type], ...fields }
  const mutations = Object.entries(merged.Mutation ?? {}).map(([name, mutate]) => [
    name,
    thenForgetLoaded(mutate as MutationResolver), // each module checks its own by the generated types
  ])
  return { ...merged, Mutation: Object.fromEntries(mutations) }
}
