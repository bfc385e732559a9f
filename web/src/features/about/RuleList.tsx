import styles from './about.module.css'

/** The rules in their order, as they were written: plain text. */
export function RuleList({ rules }: { rules: readonly { id: string; title: string; text: string }[] }) {
  return (
    <ol className={styles.rules}>
      {rules.map(({ id, title, text }) => (
        <li key={id}>
          <p className={styles.title} dir="auto">
            {title}
          </p>
          {text && (
            <p className={styles.text} dir="auto">
              {text}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
