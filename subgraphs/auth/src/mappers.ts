// What resolvers pass around for a type; code generation reads the names.

import type { Person } from './modules/accounts/account-repository.ts'

export type UserMapper = Person

/** `sessionId`: the session that asks, or that was just opened. */
export type ViewerMapper = { id: string; sessionId: string }

export type UpdateSettingsSuccessMapper = { viewer: ViewerMapper }

export type UpdateProfileSuccessMapper = { userId: string }
