import { useMutation, useQuery } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Role } from '../../generated/schema.ts'
import { dateAndTime } from '../../text/dates.ts'
import { Button } from '../../ui/Button.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { ProofForm } from '../proof/ProofForm.tsx'
import styles from './administration.module.css'
import { PersonSuspensionDocument, ReinstateUserDocument, SuspendUserDocument } from './generated/suspension.ts'
import { SuspendForm, type SuspensionWish } from './SuspendForm.tsx'

type Act = { kind: 'suspend'; wish: SuspensionWish } | { kind: 'reinstate' }
/** What became of the last act. */
type State =
  | { kind: 'idle' | 'asking' }
  | { kind: 'proof'; act: Act }
  | { kind: 'wrong' | 'not-yours' }
  | { kind: 'lost'; error: unknown }

/** For moderators, on the page of somebody of a lower rank: whether they are suspended, and the way in and out of it. */
export function PersonSuspension({ userId, handle, viewerRole }: { userId: string; handle: string; viewerRole: Role }) {
  const { i18n } = useLingui()
  const { data } = useQuery(PersonSuspensionDocument, {
    variables: { handle },
    fetchPolicy: 'cache-and-network',
  })
  const [suspend, suspending] = useMutation(SuspendUserDocument)
  const [reinstate, reinstating] = useMutation(ReinstateUserDocument)
  const [state, setState] = useState<State>({ kind: 'idle' })
  const suspension = data?.user?.suspension

  const send = async (act: Act) => {
    if (act.kind === 'reinstate') {
      const { data: answer, error } = await reinstate({ variables: { userId } })
      return { outcome: answer?.reinstateUser?.__typename, error }
    }
    const { days, ...wish } = act.wish
    const until = days === null ? null : new Date(Date.now() + days * 24 * 60 * 60 * 1_000).toISOString()
    const { data: answer, error } = await suspend({ variables: { input: { userId, until, ...wish } } })
    return { outcome: answer?.suspendUser?.__typename, error }
  }
  const act = async (wanted: Act) => {
    const { outcome, error } = await send(wanted).catch((failure: unknown) => ({ outcome: undefined, error: failure }))
    if (outcome === 'SuspendUserSuccess' || outcome === 'ReinstateUserSuccess') setState({ kind: 'idle' })
    else if (outcome === 'PasswordNeeded') setState({ kind: 'proof', act: wanted })
    else if (outcome === 'InvalidInput') setState({ kind: 'wrong' })
    else if (outcome === 'NotAllowed') setState({ kind: 'not-yours' })
    else setState({ kind: 'lost', error: error ?? {} })
  }
  if (!data?.user) return null
  const isWriting = state.kind === 'asking' || state.kind === 'wrong'
  const until = suspension?.until && dateAndTime(suspension.until, i18n.locale)
  return (
    <section className={styles.form}>
      {suspension && (
        <p>
          <b>{until ? <Trans>Suspended until {until}.</Trans> : <Trans>Suspended without an end.</Trans>}</b>{' '}
          <span dir="auto">{suspension.reason}</span>
        </p>
      )}
      {state.kind === 'proof' && <ProofForm onProved={() => void act(state.act)} />}
      {isWriting && (
        <SuspendForm
          mayBeEndless={viewerRole === 'ADMIN'}
          isWrong={state.kind === 'wrong'}
          isBusy={suspending.loading}
          onSuspend={(wish) => void act({ kind: 'suspend', wish })}
          onCancel={() => setState({ kind: 'idle' })}
        />
      )}
      {!isWriting && state.kind !== 'proof' && (
        <div className={styles.foot}>
          {suspension && (
            <Button
              onClick={() => void act({ kind: 'reinstate' })}
              busy={reinstating.loading && <Trans>Ending it…</Trans>}
            >
              <Trans>End the suspension</Trans>
            </Button>
          )}
          <Button onClick={() => setState({ kind: 'asking' })}>
            {suspension ? <Trans>Change it</Trans> : <Trans>Suspend…</Trans>}
          </Button>
        </div>
      )}
      {state.kind === 'not-yours' && (
        <p role="alert" className={styles.problem}>
          <Trans>
            This is for administrators: the rank of this person or the length of the suspension is above yours.
          </Trans>
        </p>
      )}
      <div>
        <Trouble
          says={state.kind === 'lost' ? msg`Nothing was changed: the forum did not answer. Try again.` : null}
          error={state.kind === 'lost' ? state.error : undefined}
        />
      </div>
    </section>
  )
}
