import { client } from '../../api/client.ts'
import { FollowUserDocument } from '../follow/generated/follow.ts'
import {
  BookmarkPostDocument,
  LikeCommentDocument,
  LikePostDocument,
  RepostDocument,
} from '../reactions/generated/reactions.ts'
import type { Act } from '../reactions/pending-act.ts'
import { MuteThreadDocument, WatchThreadDocument } from '../watching/generated/watching.ts'

const documents = {
  'like-post': LikePostDocument,
  repost: RepostDocument,
  bookmark: BookmarkPostDocument,
  'like-comment': LikeCommentDocument,
  follow: FollowUserDocument,
  'watch-thread': WatchThreadDocument,
  'mute-thread': MuteThreadDocument,
} as const

/** Does what the reader wanted before they signed in. */
export async function performAct({ kind, id }: Act): Promise<void> {
  await client.mutate({ mutation: documents[kind] as typeof LikePostDocument, variables: { id } }) // all take one id
}
