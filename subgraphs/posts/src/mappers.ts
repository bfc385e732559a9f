import type { Connection } from '@forum/graphql-kit'
import type { CommentId, PostId, UserId } from './ids.ts'
import type { SeenComment } from './modules/comments/comment.ts'
import type { Act } from './modules/moderation/act.ts'
import type { Notification } from './modules/notifications/notification.ts'
import type { Post } from './modules/posts/post.ts'
import type { NamedTag, Tag } from './modules/tags/tag-repository.ts'

// What resolvers pass around for a type of the schema; the rest of each type is resolved from it.

export type PostMapper = Post
export type CommentMapper = SeenComment
/** Its number is looked up where it is asked for and not at hand. */
export type TagMapper = NamedTag & Partial<Pick<Tag, 'postCount'>>
/** A person's list is counted where its number is asked for. */
export type CommentConnectionMapper = Connection<{ cursor: string; node: SeenComment }> &
  ({ totalCount: number } | { authorId: UserId })
export type NotificationMapper = Notification
export type UserMapper = { id: UserId }
export type ViewerMapper = { id: UserId }

type OnPost<Name extends string> = { __typename: Name; postId: PostId }
type OnComment<Name extends string> = { __typename: Name; commentId: CommentId }
type OnAct<Name extends string> = { __typename: Name; actId: string }
type OnUser<Name extends string> = { __typename: Name; userId: UserId }

export type SetThreadWatchSuccessMapper = OnPost<'SetThreadWatchSuccess'>
export type CreatePostSuccessMapper = OnPost<'CreatePostSuccess'>
export type UpdatePostSuccessMapper = OnPost<'UpdatePostSuccess'>
export type LikePostSuccessMapper = OnPost<'LikePostSuccess'>
export type UnlikePostSuccessMapper = OnPost<'UnlikePostSuccess'>
export type RepostSuccessMapper = OnPost<'RepostSuccess'>
export type UndoRepostSuccessMapper = OnPost<'UndoRepostSuccess'>
export type BookmarkPostSuccessMapper = OnPost<'BookmarkPostSuccess'>
export type RemoveBookmarkSuccessMapper = OnPost<'RemoveBookmarkSuccess'>
export type AddCommentSuccessMapper = OnComment<'AddCommentSuccess'>
export type UpdateCommentSuccessMapper = OnComment<'UpdateCommentSuccess'>
export type LikeCommentSuccessMapper = OnComment<'LikeCommentSuccess'>
export type UnlikeCommentSuccessMapper = OnComment<'UnlikeCommentSuccess'>
export type DeleteCommentSuccessMapper = {
  __typename: 'DeleteCommentSuccess'
  id: CommentId
  placeholderId: CommentId | null
}
export type FollowUserSuccessMapper = OnUser<'FollowUserSuccess'>
export type UnfollowUserSuccessMapper = OnUser<'UnfollowUserSuccess'>
export type BlockUserSuccessMapper = OnUser<'BlockUserSuccess'>
export type UnblockUserSuccessMapper = OnUser<'UnblockUserSuccess'>
export type MuteUserSuccessMapper = OnUser<'MuteUserSuccess'>
export type UnmuteUserSuccessMapper = OnUser<'UnmuteUserSuccess'>

export type ModerationActMapper = Act
export type RemovalMapper = Act
export type RemoveContentSuccessMapper = OnAct<'RemoveContentSuccess'>
export type UndoModerationSuccessMapper = OnAct<'UndoModerationSuccess'>
/** Null: nothing was done. */
export type RestoreContentSuccessMapper = { __typename: 'RestoreContentSuccess'; actId: string | null }
export type RemoveAllOfSuccessMapper = { __typename: 'RemoveAllOfSuccess'; actId: string | null; affected: number }
export type LockPostSuccessMapper = OnPost<'LockPostSuccess'>
export type UnlockPostSuccessMapper = OnPost<'UnlockPostSuccess'>
export type PinPostSuccessMapper = OnPost<'PinPostSuccess'>
export type UnpinPostSuccessMapper = OnPost<'UnpinPostSuccess'>

/** Edges whose node is loaded with those of the whole page; one that vanished meanwhile is left out. */
export type BookmarkEdgeMapper = { cursor: string; postId: PostId; bookmarkedAt: Date }
