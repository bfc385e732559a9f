import { useLingui } from '@lingui/react/macro'

/** What happened, in words; a kind that this app does not know stands as it is. */
export function useAuditWords(): (kind: string) => string {
  const { t } = useLingui()
  const words = new Map([
    ['SIGNED_IN', t`Signed in`],
    ['SIGN_IN_FAILED', t`Failed to sign in`],
    ['PASSWORD_CHANGED', t`Changed the password`],
    ['PASSWORD_RESET', t`Got a new password`],
    ['EMAIL_CHANGED', t`Changed the e-mail address`],
    ['ROLE_CHANGED', t`Changed a rank`],
    ['SUSPENDED', t`Suspended somebody`],
    ['REINSTATED', t`Ended a suspension`],
    ['SITE_CHANGED', t`Changed the place`],
    ['REGISTRATION_ACCEPTED', t`Let somebody in`],
    ['REGISTRATION_REFUSED', t`Refused an application`],
    ['INVITE_MADE', t`Made an invite`],
    ['INVITE_REVOKED', t`Ended an invite`],
    ['EXPORT_ASKED', t`Asked for an export`],
    ['DELETION_ASKED', t`Asked for the end of the account`],
    ['DELETION_TAKEN_BACK', t`Kept the account after all`],
    ['DELETED', t`The account was erased`],
  ])
  return (kind) => words.get(kind) ?? kind
}
