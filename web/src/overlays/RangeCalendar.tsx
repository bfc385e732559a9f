import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/ru'
import { useLingui } from '@lingui/react/macro'
import { DatePicker, DatesProvider } from '@mantine/dates'
import { useState } from 'react'
import { OverlayTheme } from './OverlayTheme.tsx'
import styles from './overlays.module.css'

type RangeCalendarProps = { from: string; to: string; onChoose: (first: string, second: string) => void }

/** Two days of a calendar; weeks start on Monday, as everywhere in the statistics. */
export function RangeCalendar({ from, to, onChoose }: RangeCalendarProps) {
  const { i18n, t } = useLingui()
  const [range, setRange] = useState<[string | null, string | null]>([from, to])
  const [today] = useState(() => new Date())
  const choose = (next: [string | null, string | null]) => {
    setRange(next)
    const [first, second] = next
    if (first && second) onChoose(first, second)
  }
  return (
    <OverlayTheme>
      <DatesProvider settings={{ locale: i18n.locale, firstDayOfWeek: 1 }}>
        <DatePicker
          type="range"
          allowSingleDateInRange
          hideOutsideDates
          weekendDays={[]}
          value={range}
          onChange={choose}
          defaultDate={to}
          maxDate={today}
          className={styles.calendar}
          ariaLabels={{
            nextMonth: t`Next month`,
            previousMonth: t`Previous month`,
            nextYear: t`Next year`,
            previousYear: t`Previous year`,
            nextDecade: t`Next years`,
            previousDecade: t`Previous years`,
          }}
        />
      </DatesProvider>
    </OverlayTheme>
  )
}
