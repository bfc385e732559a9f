import { useMutation } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { RemoveAllOfDocument } from './generated/moderation.ts'
import styles from './moderation.module.css'
import { ReasonFields } from './ReasonFields.tsx'
import { readReason } from './read-reason.ts'

type Wish = { since: string; affected: number }
type State = { kind: 'closed' | 'open' } | { kind: 'done'; affected: number } | { kind: 'lost'; error: unknown }

const hourMs = 60 * 60 * 1_000
const ever = new Date(0).toISOString()

/** For moderators, on the page of somebody of a lower rank: what they wrote since a moment goes as one act. The button says how much that is. */
export function PersonRemoval({ userId }: { userId: string }) {
  const { t } = useLingui()
  const [ask, asking] = useMutation(RemoveAllOfDocument)
  const [state, setState] = useState<State>({ kind: 'closed' })
  const [wish, setWish] = useState<Wish | null>(null)
  const [isRefused, setRefused] = useState(false)

  const send = async (input: { since: string; reason: string; ruleId?: string | null; dryRun?: boolean }) => {
    const { data, error } = await ask({ variables: { input: { userId, ...input } } }).catch((failure: unknown) => ({
      data: null,
      error: failure,
    }))
    const outcome = data?.removeAllOf
    if (outcome?.__typename === 'RemoveAllOfSuccess') return outcome.affected
    if (outcome?.__typename === 'InvalidInput') setRefused(true)
    else setState({ kind: 'lost', error: error ?? {} })
    return null
  }
  const count = async (hours: string) => {
    setState({ kind: 'open' })
    const since = hours === '' ? ever : new Date(Date.now() - Number(hours) * hourMs).toISOString()
    const affected = await send({ since, reason: '', dryRun: true })
    if (affected !== null) setWish({ since, affected })
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = readReason(new FormData(event.currentTarget))
    setRefused(reason === null)
    if (!reason || !wish || asking.loading) return
    const affected = await send({ since: wish.since, ...reason })
    if (affected !== null) setState({ kind: 'done', affected })
  }
  if (state.kind === 'closed') {
    return (
      <div className={styles.foot}>
        <Button onClick={() => void count('24')}>
          <Trans>Remove what they wrote…</Trans>
        </Button>
      </div>
    )
  }
  if (state.kind === 'done') {
    return (
      <p role="status">
        <Plural
          value={state.affected}
          one="# text is removed. The moderation log has the way back."
          other="# texts are removed. The moderation log has the way back."
        />
      </p>
    )
  }
  return (
    <form noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
      <SelectField
        label={<Trans>Written since</Trans>}
        defaultValue="24"
        onChange={({ target }) => void count(target.value)}
      >
        <option value="1">{t`An hour ago`}</option>
        <option value="24">{t`A day ago`}</option>
        <option value="168">{t`A week ago`}</option>
        <option value="720">{t`30 days ago`}</option>
        <option value="">{t`The beginning`}</option>
      </SelectField>
      <ReasonFields isWrong={isRefused} />
      <div className={styles.foot}>
        <Button
          look="danger"
          type="submit"
          disabled={!wish?.affected}
          busy={asking.loading && <Trans>Counting…</Trans>}
        >
          {wish ? (
            <Plural value={wish.affected} _0="Nothing to remove" one="Remove # text" other="Remove # texts" />
          ) : (
            <Trans>Remove</Trans>
          )}
        </Button>
        <Button onClick={() => setState({ kind: 'closed' })}>
          <Trans>Not yet</Trans>
        </Button>
      </div>
      <div>
        <Trouble
          says={state.kind === 'lost' ? msg`Nothing was changed: the forum did not answer. Try again.` : null}
          error={state.kind === 'lost' ? state.error : undefined}
        />
      </div>
    </form>
  )
}
