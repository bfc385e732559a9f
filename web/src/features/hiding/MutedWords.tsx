import { useMutation } from '@apollo/client/react'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { MuteWordDocument, type MuteWordMutation, UnmuteWordDocument } from './generated/hiding.ts'
import styles from './hiding.module.css'

type Muted = { word: string; until: string | null }

const dayMs = 86_400_000

/** Feeds have no posts with these. */
export function MutedWords({ viewerId, words }: { viewerId: string; words: readonly Muted[] }) {
  const { t, i18n } = useLingui()
  const [mute, muting] = useMutation(MuteWordDocument)
  const [unmute] = useMutation(UnmuteWordDocument)
  const [word, setWord] = useState('')
  const [days, setDays] = useState('')
  const [problem, setProblem] = useState<MessageDescriptor | null>(null)
  const [lost, setLost] = useState<{ error: unknown } | null>(null)
  const field = useRef<HTMLFormElement>(null)

  const focusField = () => field.current?.querySelector('input')?.focus()
  const add = async () => {
    if (muting.loading) return
    const until = days === '' ? null : new Date(Date.now() + Number(days) * dayMs).toISOString()
    const answer = await mute({
      variables: { word, until },
      update: (cache, { data: given }) => keep(cache, viewerId, given?.muteWord),
    }).catch(lostAnswer)
    const outcome = answer.data?.muteWord
    setProblem(problemOf(outcome))
    setLost(outcome ? null : { error: answer.error ?? {} })
    if (outcome?.__typename === 'MuteWordSuccess') setWord('')
    focusField()
  }
  const remove = async (gone: string) => {
    const answer = await unmute({
      variables: { word: gone },
      update: (cache, { data: given }) => keep(cache, viewerId, given?.unmuteWord),
    }).catch(lostAnswer)
    const isDone = answer.data?.unmuteWord?.__typename === 'UnmuteWordSuccess'
    setLost(isDone ? null : { error: answer.error ?? {} })
    if (isDone) focusField()
  }

  return (
    <>
      <form
        ref={field}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <TextField
          label={<Trans>Word or phrase</Trans>}
          hint={
            <Trans>
              Your feeds leave out posts with this word, whatever its ending, and its tag. A phrase in quotes is meant
              exactly.
            </Trans>
          }
          value={word}
          onChange={({ target }) => setWord(target.value)}
          problem={problem && i18n._(problem)}
        />
        <SelectField label={<Trans>For how long</Trans>} value={days} onChange={({ target }) => setDays(target.value)}>
          <option value="">{t`For good`}</option>
          <option value="1">{t`A day`}</option>
          <option value="7">{t`A week`}</option>
          <option value="30">{t`30 days`}</option>
        </SelectField>
        <div>
          <Button type="submit" busy={muting.loading && t`Muting…`}>
            <Trans>Mute the word</Trans>
          </Button>
          <Trouble says={lost && msg`Not saved: the forum did not answer. Try again.`} error={lost?.error} />
        </div>
      </form>
      {words.length > 0 && (
        <ul className={styles.rows}>
          {words.map(({ word: muted, until }) => (
            <li key={muted}>
              <span>
                {muted}
                {until && (
                  <span className={styles.quiet}>
                    {' · '}
                    <Trans>until {i18n.date(until, { dateStyle: 'long', timeStyle: 'short' })}</Trans>
                  </span>
                )}
              </span>
              <Button aria-label={t`Remove ${muted}`} onClick={() => void remove(muted)}>
                <Trans>Remove</Trans>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const lostAnswer = (error: unknown) => ({ data: null, error })

type Cache = Parameters<NonNullable<Parameters<typeof useMutation>[1]>['update'] & object>[0]

/** The list is what the forum answered; what feeds hold was read under other words. */
function keep(cache: Cache, viewerId: string, outcome: { __typename: string; words?: unknown[] } | null | undefined) {
  if (!outcome?.words) return
  const { words } = outcome
  cache.modify({ id: cache.identify({ __typename: 'Viewer', id: viewerId }), fields: { mutedWords: () => words } })
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'feed' })
}

function problemOf(outcome: MuteWordMutation['muteWord'] | undefined): MessageDescriptor | null {
  if (outcome?.__typename === 'NotAllowed') return msg`You mute 200 words, which is the most. Remove one first.`
  if (outcome?.__typename === 'RateLimited') return msg`Too much at once. Wait a little and try again.`
  if (outcome?.__typename !== 'InvalidInput') return null
  switch (outcome.fields[0]?.code ?? '') {
    case 'REQUIRED':
      return msg`Write the word to mute.`
    case 'TOO_LONG':
      return msg`A word or phrase has at most 100 characters.`
    case 'TOO_COMMON':
      return msg`This is too common, or no word: search does not look for it. Write a rarer word.`
    default:
      return msg`This cannot be muted. Write a word or a phrase on one line.`
  }
}
