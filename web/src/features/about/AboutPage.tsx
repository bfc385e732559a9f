import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import styles from './about.module.css'
import { AboutDocument, type SiteWordsFragment } from './generated/about.ts'
import { RuleList } from './RuleList.tsx'

/** What this place is, its rules, and how one comes in. */
export function AboutPage() {
  const { t } = useLingui()
  const { data, error, loading, refetch } = useQuery(AboutDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const site = data?.site
  if (!site) {
    return (
      <>
        <PageTitle title={t`About`} />
        {loading ? (
          <Lines rows={3} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()}>
            <Trans>What this place says of itself cannot be fetched at the moment. The feed works.</Trans>
          </ErrorState>
        )}
      </>
    )
  }
  return (
    <div className={styles.page}>
      <PageTitle title={t`About ${site.name}`} />
      {site.description && (
        <p className={styles.text} dir="auto">
          {site.description}
        </p>
      )}
      <section aria-labelledby="rules" className={styles.section}>
        <h2 id="rules">
          <Trans>Rules</Trans>
        </h2>
        {site.rules.length > 0 ? (
          <RuleList rules={site.rules} />
        ) : (
          <p className={styles.quiet}>
            <Trans>This place has no written rules.</Trans>
          </p>
        )}
      </section>
      <section aria-labelledby="joining" className={styles.section}>
        <h2 id="joining">
          <Trans>Joining</Trans>
        </h2>
        <p>
          <Joining registration={site.registration} />
        </p>
        {site.registration !== 'CLOSED' && (
          <p>
            <AppLink to="/sign-up">
              <Trans>Sign up</Trans>
            </AppLink>
          </p>
        )}
      </section>
      {site.contact && (
        <section aria-labelledby="contact" className={styles.section}>
          <h2 id="contact">
            <Trans>Contact</Trans>
          </h2>
          <p className={styles.text} dir="auto">
            {site.contact}
          </p>
        </section>
      )}
    </div>
  )
}

function Joining({ registration }: Pick<SiteWordsFragment, 'registration'>) {
  if (registration === 'APPROVAL') return <Trans>Anybody may apply; an administrator reads each application.</Trans>
  if (registration === 'INVITE') return <Trans>New people come with an invite of a member.</Trans>
  if (registration === 'CLOSED') return <Trans>This place takes no new accounts at the moment.</Trans>
  return <Trans>Anybody may open an account.</Trans>
}
