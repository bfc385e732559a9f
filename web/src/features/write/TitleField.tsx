import { useLingui } from '@lingui/react/macro'
import styles from './write.module.css'

/** The title in the type that it is published in: one line that grows. */
export function TitleField({
  value,
  onChange,
  problem,
}: {
  value: string
  onChange: (value: string) => void
  problem: string | undefined
}) {
  const { t } = useLingui()
  return (
    <div>
      <textarea
        className={styles.title}
        rows={1}
        dir="auto"
        aria-label={t`Title`}
        placeholder={t`Title`}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? 'title-problem' : undefined}
        value={value}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        onChange={(event) => onChange(event.target.value.replaceAll('\n', ' '))}
      />
      {problem && (
        <p id="title-problem" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}
