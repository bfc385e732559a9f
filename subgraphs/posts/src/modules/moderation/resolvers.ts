import { signedIn } from '@forum/graphql-kit'
import type { Context } from '../../context.ts'
import type { Resolvers } from '../../generated/graphql.ts'
import type { PostId } from '../../ids.ts'
import { isModerator } from '../visibility/visibility.ts'
import type { Act } from './act.ts'

const loadPost = ({ postId }: { postId: PostId }, _args: unknown, { loaders }: Context) => loaders.posts.load(postId)
const loadAct = ({ actId }: { actId: string | null }, _args: unknown, { loaders }: Context) =>
  actId === null ? null : loaders.acts.load(actId)

const ruleOf = ({ ruleId }: Act) => (ruleId === null ? null : { id: ruleId })
/** Who did it is moderators' to know. */
const byOf = ({ actorId }: Act, _args: unknown, { viewer }: Context) =>
  isModerator(viewer) && actorId !== null ? { id: actorId } : null

/** Of a text that this viewer sees; that of somebody else's is moderators' to see. */
async function removalOf(text: { id: string; authorId: string; removed: boolean }, { viewer, loaders }: Context) {
  const isTheirs = viewer !== null && (viewer.id === text.authorId || isModerator(viewer))
  return text.removed && isTheirs ? loaders.removals.load(text.id) : null
}

export const moderationResolvers = {
  Query: {
    pinnedPosts: async (_root, _args, { viewer, loaders, services }) => {
      const posts = await services.threadActs.pinned(viewer?.id ?? null)
      for (const post of posts) loaders.posts.prime(post.id, post)
      return posts
    },
    moderationActs: (_root, { userId, ...page }, { viewer, services }) =>
      services.moderation.log(viewer, userId ?? null, page),
    moderationAct: (_root, { id }, { viewer, services }) => services.moderation.act(signedIn(viewer, 'suspended'), id),
  },
  Mutation: {
    removeContent: (_root, { input }, { viewer, services }) => services.removal.remove(signedIn(viewer), input),
    restoreContent: (_root, { input }, { viewer, services }) => services.removal.restore(signedIn(viewer), input),
    removeAllOf: (_root, { input }, { viewer, services }) => services.removal.removeAllOf(signedIn(viewer), input),
    undoModeration: (_root, { input }, { viewer, services }) => services.moderation.undo(signedIn(viewer), input.actId),
    lockPost: (_root, { input }, { viewer, services }) =>
      services.threadActs.lock(signedIn(viewer), input.postId, input.reason),
    unlockPost: (_root, { input }, { viewer, services }) => services.threadActs.unlock(signedIn(viewer), input.postId),
    pinPost: (_root, { input }, { viewer, services }) => services.threadActs.pin(signedIn(viewer), input.postId),
    unpinPost: (_root, { input }, { viewer, services }) => services.threadActs.unpin(signedIn(viewer), input.postId),
  },
  RemoveContentSuccess: { act: loadAct },
  RestoreContentSuccess: { act: loadAct },
  RemoveAllOfSuccess: { act: loadAct },
  UndoModerationSuccess: { act: loadAct },
  LockPostSuccess: { post: loadPost },
  UnlockPostSuccess: { post: loadPost },
  PinPostSuccess: { post: loadPost },
  UnpinPostSuccess: { post: loadPost },
  Post: {
    removal: (post, _args, context) => removalOf(post, context),
    viewerCanModerate: (_post, _args, { viewer }) => isModerator(viewer),
  },
  Comment: {
    removal: (comment, _args, context) => (comment.deleted ? null : removalOf(comment, context)),
    viewerCanModerate: (comment, _args, { viewer }) => !comment.deleted && isModerator(viewer),
  },
  Viewer: {
    acts: (_viewer, args, { viewer, services }) =>
      services.moderation.concerning(signedIn(viewer, 'suspended').id, args),
  },
  Removal: { rule: ruleOf, by: byOf },
  ModerationAct: {
    rule: ruleOf,
    by: byOf,
    whom: ({ whomId }, _args, { viewer }) =>
      whomId !== null && (isModerator(viewer) || viewer?.id === whomId) ? { id: whomId } : null,
    post: ({ postId }, _args, { loaders }) => (postId === null ? null : loaders.posts.load(postId)),
    comment: ({ commentId }, _args, { loaders }) => (commentId === null ? null : loaders.comments.load(commentId)),
  },
} satisfies Resolvers
