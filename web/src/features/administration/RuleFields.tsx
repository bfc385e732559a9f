import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { randomKey } from '../../browser/random-key.ts'
import { Button } from '../../ui/Button.tsx'
import { TextAreaField, TextField } from '../../ui/Field.tsx'
import styles from './administration.module.css'

/** A rule that is being written; `id` null: a new one. */
export type EditedRule = { key: string; id: string | null; title: string; text: string }

type RuleFieldsProps = {
  rules: EditedRule[]
  isWrong: (index: number) => boolean
  onChange: (rules: EditedRule[]) => void
}

const maxRules = 20

/** The list of rules: each written, moved up, or taken out. Nothing holds before the form is saved. */
export function RuleFields({ rules, isWrong, onChange }: RuleFieldsProps) {
  const { t } = useLingui()
  const list = useRef<HTMLOListElement>(null)
  const add = useRef<HTMLDivElement>(null)
  const [focus, setFocus] = useState<{ index: number } | null>(null)
  // What was pressed may be gone or elsewhere: the focus goes on with the rule, or to its neighbour.
  useEffect(() => {
    if (!focus) return
    const row = list.current?.children[Math.min(focus.index, rules.length - 1)]
    ;(row?.querySelector('input') ?? add.current?.querySelector('button'))?.focus()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each press
  }, [focus])

  const edit = (index: number, change: Partial<EditedRule>) =>
    onChange(rules.map((rule, at) => (at === index ? { ...rule, ...change } : rule)))
  const remove = (index: number) => {
    onChange(rules.filter((_rule, at) => at !== index))
    setFocus({ index })
  }
  const moveUp = (index: number) => {
    const moved = rules.toSpliced(index, 1)
    const [rule] = rules.slice(index, index + 1)
    if (rule) onChange(moved.toSpliced(index - 1, 0, rule))
    setFocus({ index: index - 1 })
  }
  const addOne = () => {
    onChange([...rules, { key: randomKey(), id: null, title: '', text: '' }])
    setFocus({ index: rules.length })
  }

  return (
    <div className={styles.rules}>
      <p className={styles.word}>
        <Trans>Rules</Trans>
      </p>
      <ol ref={list} className={styles.rules} aria-label={t`Rules`}>
        {rules.map(({ key, title, text }, index) => (
          <li key={key}>
            <TextField
              label={<Trans>Rule {index + 1}</Trans>}
              value={title}
              onChange={({ target }) => edit(index, { title: target.value })}
              problem={
                isWrong(index) && <Trans>A title has 1 to 100 characters, the text of a rule at most 2,000.</Trans>
              }
            />
            <TextAreaField
              label={<Trans>What rule {index + 1} means</Trans>}
              value={text}
              onChange={({ target }) => edit(index, { text: target.value })}
            />
            <div className={styles.foot}>
              {index > 0 && (
                <Button onClick={() => moveUp(index)} aria-label={t`Move rule ${index + 1} up`}>
                  <Trans>Move up</Trans>
                </Button>
              )}
              <Button onClick={() => remove(index)} aria-label={t`Take out rule ${index + 1}`}>
                <Trans>Take out</Trans>
              </Button>
            </div>
          </li>
        ))}
      </ol>
      {rules.length < maxRules && (
        <div ref={add}>
          <Button onClick={addOne}>
            <Trans>Add a rule</Trans>
          </Button>
        </div>
      )}
    </div>
  )
}
