import { useQuery } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { PersonRow } from '../people/PersonRow.tsx'
import { ProfileFollowersDocument, ProfileFollowingDocument } from './generated/profile.ts'

type People = 'followers' | 'following'

/** Who follows this person, or whom they follow; an account that cannot be shown is left out. */
export function ProfilePeople({ handle, list }: { handle: string; list: People }) {
  const options = { variables: { handle }, fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } as const
  const followers = useQuery(ProfileFollowersDocument, { ...options, skip: list !== 'followers' })
  const following = useQuery(ProfileFollowingDocument, { ...options, skip: list !== 'following' })
  const { error, loading, refetch, fetchMore } = list === 'followers' ? followers : following
  const people = list === 'followers' ? followers.data?.user?.followers : following.data?.user?.following

  if (!people) {
    if (loading) return <Lines rows={3} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>This list cannot be fetched at the moment.</Trans>
      </ErrorState>
    )
  }
  if (people.edges.length === 0) {
    return (
      <EmptyState>
        {list === 'followers' ? <Trans>Nobody follows them yet.</Trans> : <Trans>They follow nobody yet.</Trans>}
      </EmptyState>
    )
  }
  return (
    <>
      <ul>{people.edges.map(({ node }) => node && <PersonRow key={node.id} person={node} />)}</ul>
      {people.pageInfo.hasNextPage && (
        <MoreButton onMore={() => fetchMore({ variables: { handle, after: people.pageInfo.endCursor } })}>
          <Trans>More people</Trans>
        </MoreButton>
      )}
    </>
  )
}
