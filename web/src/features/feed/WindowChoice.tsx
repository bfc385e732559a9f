import { useLingui } from '@lingui/react/macro'
import type { Window } from '../../generated/schema.ts'
import { Choice } from '../../ui/Choice.tsx'
import styles from './feed.module.css'
import { usualWindow, windows } from './window.ts'

/** Over which time Top is: each has its own address. */
export function WindowChoice({ window }: { window: Window }) {
  const { t } = useLingui()
  const words: Record<Window, string> = { DAY: t`Day`, WEEK: t`Week`, MONTH: t`Month`, YEAR: t`Year`, ALL: t`All time` }
  return (
    <div className={styles.window}>
      <Choice
        label={t`Likes within`}
        value={window}
        options={windows.map((value) => ({ value, word: words[value] }))}
        to={(value) => (value === usualWindow ? '/top' : `/top?window=${value}`)}
      />
    </div>
  )
}
