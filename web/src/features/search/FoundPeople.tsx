import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { PersonRow } from '../people/PersonRow.tsx'
import { SearchPeopleDocument } from './generated/search.ts'
import { isMatch } from './is-match.ts'
import styles from './search.module.css'

export function FoundPeople({ query }: { query: string }) {
  const { t } = useLingui()
  const { data, error, loading, refetch, fetchMore } = useQuery(SearchPeopleDocument, { variables: { query } })
  const found = data?.searchUsers
  if (!found) {
    if (loading) return <Lines rows={3} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>People cannot be searched at the moment. Try again, or look for posts.</Trans>
      </ErrorState>
    )
  }
  if (found.edges.length === 0) {
    return (
      <EmptyState action={{ to: `/search?q=${encodeURIComponent(query)}`, label: t`Look in posts instead` }}>
        <Trans>Nobody has a name like this.</Trans>
      </EmptyState>
    )
  }
  const people = found.edges.flatMap(({ node }) => node ?? [])
  const matching = people.filter((person) => isMatch(person, query))
  const similar = people.filter((person) => !isMatch(person, query))
  return (
    <>
      <ul>
        {matching.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </ul>
      {similar.length > 0 && (
        <section className={styles.similar}>
          <h2>
            {matching.length > 0 ? <Trans>Similar names</Trans> : <Trans>Nobody of this name, but similar</Trans>}
          </h2>
          <ul>
            {similar.map((person) => (
              <PersonRow key={person.id} person={person} />
            ))}
          </ul>
        </section>
      )}
      {found.pageInfo.hasNextPage && (
        <MoreButton onMore={() => fetchMore({ variables: { after: found.pageInfo.endCursor } })}>
          <Trans>More people</Trans>
        </MoreButton>
      )}
    </>
  )
}
