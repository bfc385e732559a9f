import { Trans } from '@lingui/react/macro'
import { PasswordProblem } from '../../ui/PasswordProblem.tsx'

/** What is wrong with a field, in our words; the server's own sentence where we have none. */
export function SignUpFieldProblem({ field, code, fallback }: { field: string; code: string; fallback: string }) {
  if (/TAKEN|EXISTS/.test(code)) return <Trans>Somebody has this handle already. Choose another.</Trans>
  if (/RESERVED/.test(code)) return <Trans>This handle is kept for the forum itself. Choose another.</Trans>
  if (code === 'NAME_OF_STAFF') return <Trans>This name looks like one of the forum’s staff. Choose another.</Trans>
  if (code === 'INVITE_NEEDED') return <Trans>This forum is for people with an invite of a member.</Trans>
  if (field === 'invite') return <Trans>This invite was used already, or its time is over. Ask for another one.</Trans>
  if (field === 'application') return <Trans>Say in 1 to 2,000 characters who you are.</Trans>
  if (code === 'RULES_CHANGED') return <Trans>The rules were changed meanwhile. Read them again.</Trans>
  if (field === 'rulesVersion') return <Trans>Agree to the rules first.</Trans>
  if (field === 'handle') return <Trans>A handle is 3 to 30 of a–z, 0–9 and _.</Trans>
  if (code === 'EMAIL_UNREACHABLE') return <Trans>No mail can reach this address. Give one of yours.</Trans>
  if (field === 'email') return <Trans>This does not look like an e-mail address.</Trans>
  if (field === 'displayName') return <Trans>A name has 1 to 50 characters that can be seen, on one line.</Trans>
  if (field === 'password') return <PasswordProblem code={code} />
  return fallback
}
