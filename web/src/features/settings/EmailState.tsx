import { useMutation } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { type MailStateFragment, SendEmailVerificationDocument } from './generated/settings.ts'
import styles from './settings.module.css'

type Sending = { kind: 'idle' | 'sent' | 'unreachable' | 'too-many' } | { kind: 'failed'; error: unknown }

/** The address and what is known of it; the link once more, where it is not confirmed. */
export function EmailState({ viewer }: { viewer: MailStateFragment }) {
  const { email, emailVerified, emailRefused, pendingEmail } = viewer
  const [send, { loading }] = useMutation(SendEmailVerificationDocument)
  const [sending, setSending] = useState<Sending>({ kind: 'idle' })
  const onPress = async () => {
    const { data, error } = await send().catch((failure: unknown) => ({ data: null, error: failure }))
    const outcome = data?.sendEmailVerification?.__typename
    if (outcome === 'SendEmailVerificationSuccess') setSending({ kind: 'sent' })
    else if (outcome === 'NotAllowed') setSending({ kind: 'unreachable' })
    else if (outcome === 'RateLimited') setSending({ kind: 'too-many' })
    else setSending({ kind: 'failed', error: error ?? {} })
  }
  return (
    <div className={styles.state}>
      <p className={styles.word}>{email}</p>
      {emailRefused && (
        <p className={styles.problem}>
          <Trans>A mail server refused this address: nobody seems to have it. Give another one.</Trans>
        </p>
      )}
      {pendingEmail && (
        <p>
          <Trans>A link was sent to {pendingEmail}. The address changes when you open it.</Trans>
        </p>
      )}
      {emailVerified ? (
        <p className={styles.quiet}>
          <Trans>Confirmed</Trans>
        </p>
      ) : (
        <>
          <p className={styles.quiet}>
            <Trans>Not confirmed yet: only with a confirmed address a lost password can be mended for sure.</Trans>
          </p>
          <div className={styles.foot}>
            <Button onClick={() => void onPress()} busy={loading && <Trans>Sending…</Trans>}>
              <Trans>Send a link to confirm it</Trans>
            </Button>
            <p role="status" className={styles.quiet}>
              {sending.kind === 'sent' && <Trans>Sent. The link is good for a day.</Trans>}
              {sending.kind === 'unreachable' && <Trans>No mail can reach this address. Change it first.</Trans>}
              {sending.kind === 'too-many' && <Trans>Sent several times already. Try again in an hour.</Trans>}
            </p>
            <Trouble
              says={sending.kind === 'failed' ? msg`Nothing was sent: the forum did not answer. Try again.` : null}
              error={sending.kind === 'failed' ? sending.error : undefined}
            />
          </div>
        </>
      )}
    </div>
  )
}
