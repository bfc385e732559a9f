import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { id, instant, version } from './pieces.ts'

const account = z.object({
  userId: id,
  role: z.enum(['USER', 'MODERATOR', 'ADMIN']),
  status: z.enum(['ACTIVE', 'SUSPENDED', 'DELETED']),
  createdAt: instant,
  version,
})

export type AccountState = z.output<typeof account>

const ofAccount = {
  topic: 'auth',
  source: 'forum/auth',
  data: account,
  key: (data: AccountState) => data.userId,
} as const

/** Its time is the account's createdAt. */
export const userRegistered = defineEvent({ type: 'user_registered', ...ofAccount })
/** `until` null: without an end. The reason stays in Auth. */
export const userSuspended = defineEvent({
  ...ofAccount,
  type: 'user_suspended',
  data: account.extend({ actId: id, actorId: id, ruleId: id.nullable(), until: instant.nullable() }),
})
/** `actId`: the suspension that ended. `actorId` null: by itself. */
export const userReinstated = defineEvent({
  ...ofAccount,
  type: 'user_reinstated',
  data: account.extend({ actId: id, actorId: id.nullable() }),
})
export const userRoleChanged = defineEvent({ type: 'user_role_changed', ...ofAccount })
/** For good. `texts`: whether what they wrote stays without a name, or is emptied. Left out by who told it before there was a choice: it stays. */
export const userDeleted = defineEvent({
  ...ofAccount,
  type: 'user_deleted',
  data: account.extend({ texts: z.enum(['KEEP_WITHOUT_NAME', 'EMPTY']).optional() }),
})

export const userLoggedIn = defineEvent({
  type: 'user_logged_in',
  topic: 'auth',
  source: 'forum/auth',
  data: z.object({ userId: id }),
  key: (data) => data.userId,
})

/** The only event with personal data. Somebody who is hidden has an empty handle and name. Its topic is compacted; `profileErased` takes a person out of it. */
export const profileUpdated = defineEvent({
  type: 'profile_updated',
  topic: 'profiles',
  source: 'forum/auth',
  data: z.object({
    userId: id,
    handle: z.string(),
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    version,
  }),
  key: (data) => data.userId,
})

export const profileErased = defineEvent({
  type: 'profile_erased',
  topic: 'profiles',
  source: 'forum/auth',
  data: z.object({ userId: id }),
  key: (data) => data.userId,
  dataOfKey: (userId) => ({ userId }),
})
