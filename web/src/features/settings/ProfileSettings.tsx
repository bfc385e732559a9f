import { useMutation } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { countCharacters } from '../../text/count-characters.ts'
import { Button } from '../../ui/Button.tsx'
import { TextAreaField, TextField } from '../../ui/Field.tsx'
import { useFirstProblem } from '../../ui/use-first-problem.ts'
import type { Viewer } from '../viewer/use-viewer.ts'
import { UpdateProfileDocument } from './generated/settings.ts'
import styles from './settings.module.css'

type State = 'idle' | 'saved' | 'failed' | { fields: string[] }

export function ProfileSettings({ user }: { user: Viewer['user'] }) {
  const [update, { loading }] = useMutation(UpdateProfileDocument)
  const [state, setState] = useState<State>('idle')
  const form = useFirstProblem(state)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const input = { displayName: String(given.get('displayName')), bio: String(given.get('bio')) }
    const name = countCharacters(input.displayName.trim())
    const found = [
      ...(name < 1 || name > 50 ? ['displayName'] : []),
      ...(countCharacters(input.bio.trim()) > 500 ? ['bio'] : []),
    ]
    if (found.length > 0) {
      setState({ fields: found })
      return
    }
    const { data } = await update({ variables: { input } }).catch(() => ({ data: null }))
    const outcome = data?.updateProfile
    if (outcome?.__typename === 'UpdateProfileSuccess') setState('saved')
    else if (outcome?.__typename === 'InvalidInput')
      setState({ fields: outcome.fields.map(({ path }) => path[0] ?? '') })
    else setState('failed')
  }

  const wrong = typeof state === 'object' ? state.fields : []
  return (
    <form
      ref={form}
      noValidate
      className={styles.form}
      onSubmit={(event) => void submit(event)}
      onChange={() => setState('idle')}
    >
      <TextField
        name="displayName"
        label={<Trans>Name</Trans>}
        defaultValue={user.displayName}
        required
        problem={
          wrong.includes('displayName') && <Trans>A name has 1 to 50 characters that can be seen, on one line.</Trans>
        }
      />
      <TextAreaField
        name="bio"
        label={<Trans>About you</Trans>}
        defaultValue={user.bio}
        problem={wrong.includes('bio') && <Trans>At most 500 characters.</Trans>}
      />
      <div className={styles.foot}>
        <Button look="primary" type="submit" busy={loading && <Trans>Saving…</Trans>}>
          <Trans>Save</Trans>
        </Button>
        <p role="status" className={state === 'failed' ? styles.problem : styles.quiet}>
          {state === 'saved' && <Trans>Saved</Trans>}
          {state === 'failed' && <Trans>Not saved. Try again in a minute.</Trans>}
        </p>
      </div>
    </form>
  )
}
