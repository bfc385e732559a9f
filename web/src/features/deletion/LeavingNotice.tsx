import { useMutation } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { startAsViewer } from '../../api/client.ts'
import { dateAndTime } from '../../text/dates.ts'
import { Button } from '../../ui/Button.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { KeepAccountDocument } from './generated/deletion.ts'

type LeavingNoticeProps = { className?: string | undefined; deletionAt: string }

/** Above every page while the account is about to go: when, and how to keep it. */
export function LeavingNotice({ className, deletionAt }: LeavingNoticeProps) {
  const { i18n } = useLingui()
  const [keep, { loading, client }] = useMutation(KeepAccountDocument)
  const [lost, setLost] = useState<{ error: unknown } | null>(null)
  const end = dateAndTime(deletionAt, i18n.locale)

  const onKeep = async () => {
    const { data, error } = await keep().catch((failure: unknown) => ({ data: null, error: failure }))
    if (data?.keepAccount?.__typename !== 'KeepAccountSuccess') return setLost({ error: error ?? {} })
    // Everything that was asked for until now was asked for by somebody who may little.
    await startAsViewer()
    await client.refetchQueries({ include: 'active' })
  }

  return (
    <div className={className} role="status">
      <p>
        <Trans>This account is being deleted: on {end} it is gone. Until then you can read, and nobody sees you.</Trans>
      </p>
      <Button look="primary" onClick={() => void onKeep()} busy={loading && <Trans>Keeping it…</Trans>}>
        <Trans>Keep my account</Trans>
      </Button>
      <Trouble
        says={lost && msg`The account is not kept yet: the forum did not answer. Try again.`}
        error={lost?.error}
      />
    </div>
  )
}
