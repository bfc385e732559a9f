import { accountSettingsResolvers } from './modules/account-settings/resolvers.ts'
import { accountResolvers } from './modules/accounts/resolvers.ts'
import { auditResolvers } from './modules/audit/resolvers.ts'
import { deletionResolvers } from './modules/deletion/resolvers.ts'
import { emailResolvers } from './modules/email/resolvers.ts'
import { firstAdminResolvers } from './modules/first-admin/resolvers.ts'
import { inviteResolvers } from './modules/invites/resolvers.ts'
import { loginResolvers } from './modules/login/resolvers.ts'
import { passwordResetResolvers } from './modules/password-reset/resolvers.ts'
import { passwordResolvers } from './modules/passwords/resolvers.ts'
import { pendingResolvers } from './modules/pending/resolvers.ts'
import { profileResolvers } from './modules/profiles/resolvers.ts'
import { proofResolvers } from './modules/proof/resolvers.ts'
import { rankResolvers } from './modules/ranks/resolvers.ts'
import { registrationResolvers } from './modules/registration/resolvers.ts'
import { seedingResolvers } from './modules/seeding/resolvers.ts'
import { sessionResolvers } from './modules/sessions/resolvers.ts'
import { siteResolvers } from './modules/site/resolvers.ts'
import { suspensionResolvers } from './modules/suspensions/resolvers.ts'

export const resolvers = {
  Query: { ...accountResolvers.Query, ...siteResolvers.Query, ...auditResolvers.Query, ...pendingResolvers.Query },
  Mutation: {
    ...registrationResolvers.Mutation,
    ...loginResolvers.Mutation,
    ...sessionResolvers.Mutation,
    ...passwordResolvers.Mutation,
    ...passwordResetResolvers.Mutation,
    ...emailResolvers.Mutation,
    ...accountSettingsResolvers.Mutation,
    ...proofResolvers.Mutation,
    ...rankResolvers.Mutation,
    ...suspensionResolvers.Mutation,
    ...deletionResolvers.Mutation,
    ...firstAdminResolvers.Mutation,
    ...siteResolvers.Mutation,
    ...inviteResolvers.Mutation,
    ...pendingResolvers.Mutation,
    ...profileResolvers.Mutation,
    ...seedingResolvers.Mutation,
  },
  User: { ...accountResolvers.User, ...inviteResolvers.User, ...suspensionResolvers.User },
  AuditEntry: auditResolvers.AuditEntry,
  Invite: inviteResolvers.Invite,
  Rule: siteResolvers.Rule,
  CreateFirstAdminSuccess: firstAdminResolvers.CreateFirstAdminSuccess,
  SuspendUserSuccess: suspensionResolvers.SuspendUserSuccess,
  ReinstateUserSuccess: suspensionResolvers.ReinstateUserSuccess,
  SetUserRoleSuccess: rankResolvers.SetUserRoleSuccess,
  Viewer: {
    ...accountResolvers.Viewer,
    ...sessionResolvers.Viewer,
    ...emailResolvers.Viewer,
    ...accountSettingsResolvers.Viewer,
    ...inviteResolvers.Viewer,
    ...deletionResolvers.Viewer,
  },
  KeepAccountSuccess: deletionResolvers.KeepAccountSuccess,
  UpdateSettingsSuccess: accountSettingsResolvers.UpdateSettingsSuccess,
  UpdateProfileSuccess: profileResolvers.UpdateProfileSuccess,
}
