import type { NewPerson } from './account-service.ts'

type Given = Pick<NewPerson, 'id' | 'handle' | 'email' | 'passwordHash' | 'createdAt'>

/** An admin whom the operator vouches for: nothing has to be confirmed for the address to stay. */
export const newAdmin = (given: Given): NewPerson => ({
  ...given,
  claimDays: null,
  language: 'EN',
  timezone: 'UTC',
  role: 'ADMIN',
  displayName: given.handle,
  bio: '',
})
