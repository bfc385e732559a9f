import { useLazyQuery } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { HiddenReason } from '../../generated/schema.ts'
import { Button } from '../../ui/Button.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { RevealedCommentDocument } from './generated/hiding.ts'

/** One quiet line in a thread. What is shown anyway takes its place: the answer is the comment itself, whole. */
export function HiddenComment({ id, reason }: { id: string; reason: HiddenReason }) {
  const [reveal] = useLazyQuery(RevealedCommentDocument, { fetchPolicy: 'network-only' })
  const [lost, setLost] = useState<{ error: unknown } | null>(null)
  const show = async () => {
    const { data, error } = await reveal({ variables: { id } }).catch((failure: unknown) => ({
      data: undefined,
      error: failure,
    }))
    setLost(data?.comment ? null : { error: error ?? {} })
  }
  return (
    <>
      <p>
        {reason === 'BLOCKED' ? (
          <Trans>A comment by somebody you have blocked.</Trans>
        ) : (
          <Trans>A comment by somebody you have muted.</Trans>
        )}
      </p>
      <Button look="plain" onClick={() => void show()}>
        <Trans>Show anyway</Trans>
      </Button>
      <Trouble says={lost && msg`The comment did not come: the forum did not answer. Try again.`} error={lost?.error} />
    </>
  )
}
