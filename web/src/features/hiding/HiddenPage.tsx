import { Trans, useLingui } from '@lingui/react/macro'
import { AppLink } from '../../ui/AppLink.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { HiddenPeople } from './HiddenPeople.tsx'
import styles from './hiding.module.css'
import { MutedWords } from './MutedWords.tsx'

/** Whom and what the reader does not want to meet. Nobody else sees it. */
export function HiddenPage() {
  const { t } = useLingui()
  return (
    <div className={styles.page}>
      <div>
        <PageTitle title={t`Blocked and muted`} />
        <p className={styles.quiet}>
          <AppLink to="/settings">
            <Trans>Settings</Trans>
          </AppLink>
        </p>
      </div>
      <section aria-labelledby="words">
        <h2 id="words">
          <Trans>Muted words</Trans>
        </h2>
        <MutedWords />
      </section>
      <section aria-labelledby="blocked">
        <h2 id="blocked">
          <Trans>Blocked people</Trans>
        </h2>
        <HiddenPeople list="blocked" />
      </section>
      <section aria-labelledby="muted">
        <h2 id="muted">
          <Trans>Muted people</Trans>
        </h2>
        <HiddenPeople list="muted" />
      </section>
    </div>
  )
}
