import { accountSettingsResolvers } from './modules/account-settings/resolvers.ts'
import { accountResolvers } from './modules/accounts/resolvers.ts'
import { emailResolvers } from './modules/email/resolvers.ts'
import { loginResolvers } from './modules/login/resolvers.ts'
import { passwordResetResolvers } from './modules/password-reset/resolvers.ts'
import { passwordResolvers } from './modules/passwords/resolvers.ts'
import { profileResolvers } from './modules/profiles/resolvers.ts'
import { registrationResolvers } from './modules/registration/resolvers.ts'
import { seedingResolvers } from './modules/seeding/resolvers.ts'
import { sessionResolvers } from './modules/sessions/resolvers.ts'

export const resolvers = {
  Query: accountResolvers.Query,
  Mutation: {
    ...registrationResolvers.Mutation,
    ...loginResolvers.Mutation,
    ...sessionResolvers.Mutation,
    ...passwordResolvers.Mutation,
    ...passwordResetResolvers.Mutation,
    ...emailResolvers.Mutation,
    ...accountSettingsResolvers.Mutation,
    ...profileResolvers.Mutation,
    ...seedingResolvers.Mutation,
  },
  User: accountResolvers.User,
  Viewer: {
    ...accountResolvers.Viewer,
    ...sessionResolvers.Viewer,
    ...emailResolvers.Viewer,
    ...accountSettingsResolvers.Viewer,
  },
  UpdateSettingsSuccess: accountSettingsResolvers.UpdateSettingsSuccess,
  UpdateProfileSuccess: profileResolvers.UpdateProfileSuccess,
}
