import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Time } from '../../ui/Time.tsx'
import { PersonLink } from '../people/PersonLink.tsx'
import styles from './administration.module.css'
import { useAuditWords } from './audit-words.ts'
import { AuditLogDocument } from './generated/administration.ts'

/** Of a session or an invite: for programs, and nothing to read. */
const isId = /^[0-9a-f-]{36}$/

/** For administrators: who did what, newest first. */
export function AuditPage() {
  const { t } = useLingui()
  const words = useAuditWords()
  const { data, error, loading, refetch, fetchMore } = useQuery(AuditLogDocument, { fetchPolicy: 'cache-and-network' })
  const list = data?.auditLog
  return (
    <div className={styles.page}>
      <PageTitle title={t`Audit log`} />
      {!list && loading && <Lines rows={5} />}
      {!list && !loading && (
        <ErrorState error={error} onRetry={() => void refetch()}>
          <Trans>The audit log cannot be fetched at the moment.</Trans>
        </ErrorState>
      )}
      {list && (
        <ul className={styles.list}>
          {list.edges.map(({ node: { id, kind, by, whom, detail, address, at } }) => (
            <li key={id}>
              <p>
                <b>{words(kind)}</b>
                {by && (
                  <>
                    {' · '}
                    <PersonLink person={by} />
                  </>
                )}
                {whom && whom.id !== by?.id && (
                  <>
                    {' → '}
                    <PersonLink person={whom} />
                  </>
                )}
              </p>
              <p className={styles.quiet}>
                <Time at={at} />
                {address && ` · ${address}`}
                {detail && !isId.test(detail) && ` · ${detail}`}
              </p>
            </li>
          ))}
        </ul>
      )}
      {list?.pageInfo.hasNextPage && (
        <MoreButton onMore={() => fetchMore({ variables: { after: list.pageInfo.endCursor } })}>
          <Trans>Older entries</Trans>
        </MoreButton>
      )}
    </div>
  )
}
