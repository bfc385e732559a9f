import {
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql'
import type { World } from './world.ts'

/** Given to leave an optional argument out. */
export const omitted = Symbol('omitted')

type Values = (world: World) => unknown[]

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
const leaveOut: Values = () => [omitted]

/**
 * How arguments and input fields are filled, by `Type.field.argument`, by `InputType.field`, or by name alone where a name means the same
 * everywhere. Several values make several operations; an enum without an entry is tried with each of its values.
 */
const table: Record<string, Values> = {
  first: () => [10],
  after: leaveOut,
  timezone: leaveOut,
  idempotencyKey: leaveOut,
  version: leaveOut,
  from: () => [day(-3)],
  to: () => [day(0)],
  'Query.post.id': (world) => [world.postId],
  'Query.posts.ids': (world) => [[world.postId]],
  // First the one in the middle: it has a parent and replies.
  'Query.comment.id': (world) => [world.replyId, world.commentId, world.leafId],
  'Query.comment.reveal': () => [true],
  'Query.user.handle': (world) => [world.authorHandle],
  'Query.users.ids': (world) => [[world.authorId]],
  // So that each kind is tried with and without a tag.
  'Query.feed.window': () => ['ALL'],
  'Query.feed.tag': (world) => [omitted, world.tag],
  'Query.searchPosts.query': (world) => [world.word],
  'Query.searchUsers.query': (world) => [world.authorHandle],
  'Query.tags.query': (world) => [omitted, world.tag],
  'Query.tag.name': (world) => [world.tag],
  'Query.feedActivity.since': () => [`${day(-1)}T00:00:00.000Z`],
  'Query.renderMarkdown.body': () => ['x'],
  'Query.notification.id': (world) => [world.notificationId],
  'Query.suggestUsers.prefix': (world) => ['', world.authorHandle.slice(0, 3)],
  'Viewer.notifications.kinds': leaveOut,
  'Viewer.notifications.unreadOnly': leaveOut,
  'MarkNotificationsReadInput.ids': (world) => [[world.notificationId]],
  // Of long ago, so that nothing that the matrix compares changes by it.
  upTo: () => ['2020-01-01T00:00:00.000Z'],
  'SetNotificationSettingInput.inbox': () => [true],
  'Query.export.id': (world) => [world.postId],
  'Post.comment.id': (world) => [world.commentId],
  'PlatformStats.retention.weeks': leaveOut,

  'UpdatePostInput.id': (world) => [world.postId],
  'DeletePostInput.id': (world) => [world.postId],
  'UpdateCommentInput.id': (world) => [world.commentId],
  'DeleteCommentInput.id': (world) => [world.commentId],
  'AddCommentInput.parentId': (world) => [omitted, world.commentId],
  // Either of the two is named.
  'RemoveContentInput.postId': (world) => [world.postId, omitted],
  'RemoveContentInput.commentId': (world) => [omitted, world.commentId],
  'RemoveContentInput.withReplies': leaveOut,
  'RestoreContentInput.postId': (world) => [world.postId, omitted],
  'RestoreContentInput.commentId': (world) => [omitted, world.commentId],
  'RemoveAllOfInput.since': () => [`${day(-3)}T00:00:00.000Z`],
  'RemoveAllOfInput.dryRun': () => [true],
  'UndoModerationInput.actId': (world) => [world.actId],
  'Query.moderationAct.id': (world) => [world.actId],
  'Query.moderationActs.userId': (world) => [omitted, world.authorId],
  ruleId: leaveOut,
  reason: () => ['A reason'],
  postId: (world) => [world.postId],
  commentId: (world) => [world.commentId],
  userId: (world) => [world.authorId],
  title: () => ['A new title'],
  body: () => ['A new body'],
  displayName: () => ['Somebody'],
  bio: leaveOut,
  tags: leaveOut,
  visibility: leaveOut,
  'MuteWordInput.word': () => ['walked'],
  'MuteWordInput.until': leaveOut,
  'UnmuteWordInput.word': () => ['walked'],
  'PostViewInput.source': leaveOut,
  'RegisterInput.handle': () => [`walker_${Math.random().toString(36).slice(2, 10)}`],
  'RegisterInput.email': () => [`${Math.random().toString(36).slice(2, 10)}@example.org`],
  'RegisterInput.password': () => ['walks through every door'],
  'RegisterInput.session': () => ['TOKENS'],
  'LoginInput.login': (world) => [world.caller?.handle ?? 'nobody'],
  'LoginInput.password': (world) => [world.caller?.password ?? 'nothing at all'],
  'LoginInput.session': () => ['TOKENS'],
  'ChangePasswordInput.currentPassword': () => ['not this one'],
  'ChangePasswordInput.newPassword': () => ['nor that one either'],
  'RegisterInput.language': leaveOut,
  'RequestPasswordResetInput.login': (world) => [world.authorHandle],
  'ResetPasswordInput.newPassword': () => ['a word that is long enough'],
  'ChangeEmailInput.currentPassword': () => ['not this one'],
  'ChangeEmailInput.email': () => ['walker@example.org'],
  token: () => ['a'.repeat(43)],
  'RegisterInput.invite': leaveOut,
  'CreateFirstAdminInput.handle': () => ['walks_in_first'],
  'CreateFirstAdminInput.email': () => ['first@example.org'],
  'CreateFirstAdminInput.password': () => ['walks through every door'],
  'RegisterInput.application': leaveOut,
  'RegisterInput.rulesVersion': leaveOut,
  'ConfirmPasswordInput.currentPassword': () => ['not this one'],
  'RevokeInviteInput.id': (world) => [world.authorId],
  'Query.auditLog.userId': (world) => [omitted, world.authorId],
  'RefreshSessionInput.refreshToken': leaveOut,
  'EndSessionInput.id': (world) => [world.authorId],
  'RequestExportInput.dataset': () => ['POSTS'],
  'RequestExportInput.format': () => ['NDJSON'],
}

/** The values of enums that are tried first, and so lead to what lies behind them: only FOLLOWING has reposts. */
const firstOfEnum = new Set(['FOLLOWING'])

/** Every value to try for an argument (`Type.field.argument`). Throws a sentence that says how to teach a new one. */
export function valuesOf(place: string, argument: GraphQLArgument, world: World): unknown[] {
  const known = table[place] ?? table[argument.name]
  if (known) return known(world)
  return byType(place, argument.type, world)
}

function byType(place: string, type: GraphQLInputType, world: World): unknown[] {
  const isRequired = isNonNullType(type)
  const inner = isNonNullType(type) ? type.ofType : type
  if (isListType(inner))
    return byType(place, inner.ofType, world).map((value) => (value === omitted ? omitted : [value]))
  const named = getNamedType(inner)
  if (isEnumType(named)) {
    const names = named.getValues().map(({ name }) => name)
    return names.toSorted((a, b) => Number(firstOfEnum.has(b)) - Number(firstOfEnum.has(a)))
  }
  if (!isInputObjectType(named)) {
    throw new Error(
      `The privacy matrix cannot fill the ${isRequired ? 'required' : 'optional'} argument ${place} of type ${String(type)}. ` +
        `Teach it in e2e/src/privacy/arguments.ts: add '${place}' to the table, with values that would lead to the private post if something leaked, ` +
        'or leaveOut if it cannot.',
    )
  }
  // One object for each value of one field, the others at their first value: enough to reach each once.
  const fields = Object.values(named.getFields()).map((field) => {
    const values = table[`${named.name}.${field.name}`] ?? table[field.name]
    return [field.name, values ? values(world) : byType(`${named.name}.${field.name}`, field.type, world)] as const
  })
  const widest = Math.max(1, ...fields.map(([, values]) => values.length))
  return Array.from({ length: widest }, (_, index) =>
    Object.fromEntries(
      fields.flatMap(([name, values]) => {
        const value = values[Math.min(index, values.length - 1)]
        return value === omitted ? [] : [[name, value]]
      }),
    ),
  )
}
