import { Trans, useLingui } from '@lingui/react/macro'
import { dateAndTime } from '../../text/dates.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import styles from './sign-in.module.css'

/** In the place of signing in: until when an account is suspended, and why. */
export function SuspendedNote({ until, reason }: { until: string | null; reason: string | null }) {
  const { i18n } = useLingui()
  const end = until && dateAndTime(until, i18n.locale)
  return (
    <div role="alert" className={styles.form}>
      <p className={styles.problem}>
        {end ? (
          <Trans>This account is suspended until {end}. It ends by itself.</Trans>
        ) : (
          <Trans>This account is suspended without an end.</Trans>
        )}
      </p>
      {reason && <blockquote dir="auto">{reason}</blockquote>}
      <p>
        <Trans>
          What you wrote stays. Whom to write to stands on <AppLink to="/about">the page about this place</AppLink>.
        </Trans>
      </p>
    </div>
  )
}
