import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { HiddenDocument } from './generated/hiding.ts'
import { HiddenPeople } from './HiddenPeople.tsx'
import styles from './hiding.module.css'
import { MutedWords } from './MutedWords.tsx'

/** Whom and what the reader does not want to meet. Nobody else sees it. */
export function HiddenPage() {
  const { t } = useLingui()
  const { data, error, loading, refetch } = useQuery(HiddenDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const { id, mutedWords, blocked, muted } = data?.viewer ?? {}
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
      {id && mutedWords && blocked && muted ? (
        <>
          <section aria-labelledby="words">
            <h2 id="words">
              <Trans>Muted words</Trans>
            </h2>
            <MutedWords viewerId={id} words={mutedWords} />
          </section>
          <section aria-labelledby="blocked">
            <h2 id="blocked">
              <Trans>Blocked people</Trans>
            </h2>
            <HiddenPeople list="blocked" people={blocked} />
          </section>
          <section aria-labelledby="muted">
            <h2 id="muted">
              <Trans>Muted people</Trans>
            </h2>
            <HiddenPeople list="muted" people={muted} />
          </section>
        </>
      ) : loading ? (
        <Lines rows={4} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()}>
          <Trans>This list cannot be fetched at the moment.</Trans>
        </ErrorState>
      )}
    </div>
  )
}
