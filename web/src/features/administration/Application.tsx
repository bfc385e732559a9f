import { useMutation } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Time } from '../../ui/Time.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { ProofForm } from '../proof/ProofForm.tsx'
import styles from './administration.module.css'
import { type ApplicationsQuery, DecideRegistrationDocument } from './generated/administration.ts'
import { RefusalForm } from './RefusalForm.tsx'

type Node = NonNullable<ApplicationsQuery['pendingRegistrations']>['edges'][number]['node']
type Decision = { accept: boolean; reason: string | null }

/** One application: read, then let in, or refused with a reason. */
export function Application({ application, onDecided }: { application: Node; onDecided: () => Promise<unknown> }) {
  const { id, handle, email, at } = application
  const [decide, { loading }] = useMutation(DecideRegistrationDocument)
  const [isRefusing, setRefusing] = useState(false)
  const [needsProof, setNeedsProof] = useState<Decision | null>(null)
  const [isReasonWrong, setReasonWrong] = useState(false)
  const [lost, setLost] = useState<{ error: unknown } | null>(null)

  const act = async (decision: Decision) => {
    const { data, error } = await decide({ variables: { input: { id, ...decision } } }).catch((failure: unknown) => ({
      data: null,
      error: failure,
    }))
    const outcome = data?.decideRegistration?.__typename
    setNeedsProof(outcome === 'PasswordNeeded' ? decision : null)
    setReasonWrong(outcome === 'InvalidInput')
    // NotFound: another admin was quicker.
    if (outcome === 'DecideRegistrationSuccess' || outcome === 'NotFound') await onDecided()
    else if (outcome !== 'PasswordNeeded' && outcome !== 'InvalidInput') setLost({ error: error ?? {} })
  }
  return (
    <li>
      <p>
        <b>@{handle}</b> · {email} · <Time at={at} />
      </p>
      <p className={styles.said} dir="auto">
        {application.application}
      </p>
      {needsProof && <ProofForm onProved={() => void act(needsProof)} />}
      {!needsProof && isRefusing && (
        <RefusalForm
          isWrong={isReasonWrong}
          isBusy={loading}
          onRefuse={(reason) => void act({ accept: false, reason })}
          onCancel={() => setRefusing(false)}
        />
      )}
      {!needsProof && !isRefusing && (
        <div className={styles.foot}>
          <Button
            look="primary"
            onClick={() => void act({ accept: true, reason: null })}
            busy={loading && <Trans>Letting in…</Trans>}
          >
            <Trans>Let in</Trans>
          </Button>
          <Button onClick={() => setRefusing(true)}>
            <Trans>Refuse</Trans>
          </Button>
        </div>
      )}
      <div>
        <Trouble says={lost && msg`Nothing was decided: the forum did not answer. Try again.`} error={lost?.error} />
      </div>
    </li>
  )
}
