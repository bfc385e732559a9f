import { Trans } from '@lingui/react/macro'

/** Why a new password is refused. */
export function PasswordProblem({ code }: { code: string }) {
  if (code === 'PASSWORD_BLANK') return <Trans>A password is more than blanks.</Trans>
  if (code === 'PASSWORD_COMMON')
    return <Trans>This password is among those that are tried first. Choose another.</Trans>
  if (code === 'PASSWORD_IS_NAME')
    return <Trans>A password is not your handle or your e-mail address. Choose another.</Trans>
  return <Trans>A password has 8 to 128 characters.</Trans>
}
