import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useLocation, useParams } from 'react-router'
import { outageOf } from '../../api/outage.ts'
import { Absent } from '../../ui/Absent.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { TabLinks } from '../../ui/TabLinks.tsx'
import { useViewer } from '../viewer/use-viewer.ts'
import { ProfileDocument } from './generated/profile.ts'
import { ProfileComments } from './ProfileComments.tsx'
import { ProfileHead } from './ProfileHead.tsx'
import { ProfilePeople } from './ProfilePeople.tsx'
import { ProfilePosts } from './ProfilePosts.tsx'

export function ProfilePage() {
  const { handle = '' } = useParams()
  const { pathname, key } = useLocation()
  const { t } = useLingui()
  const { viewer } = useViewer()
  const { data, error, loading, refetch } = useQuery(ProfileDocument, {
    variables: { handle },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const person = data?.user
  const view = pathname.split('/')[3] ?? 'posts'

  // Moderators see all; whoever else has hidden this person is told so above, and nothing is asked in vain.
  const isHidden = (person?.viewerBlocks || person?.viewerMutes) && viewer?.user.role === 'USER'

  if (person) {
    return (
      <>
        <ProfileHead person={person} error={error} />
        <TabLinks
          label={t`Of this person`}
          tabs={[
            { to: `/u/${handle}`, word: t`Posts` },
            { to: `/u/${handle}/comments`, word: t`Comments` },
            { to: `/u/${handle}/followers`, word: t`Followers` },
            { to: `/u/${handle}/following`, word: t`Follows` },
          ]}
        />
        {view === 'posts' && !isHidden && <ProfilePosts key={key} handle={handle} />}
        {view === 'comments' && !isHidden && <ProfileComments handle={handle} />}
        {(view === 'followers' || view === 'following') && (
          <ProfilePeople key={view} handle={handle} list={view === 'followers' ? 'followers' : 'following'} />
        )}
      </>
    )
  }
  if (loading) return <Lines rows={3} />
  if (outageOf(error).any) {
    return (
      <>
        <PageTitle title={t`This person cannot be shown`} />
        <ErrorState error={error} onRetry={() => void refetch()}>
          <Trans>People are out of reach at the moment. The feed and what is written there stay readable.</Trans>
        </ErrorState>
      </>
    )
  }
  return (
    <>
      <Absent />
      <PageTitle title={t`No such person`} />
      <EmptyState
        action={{ to: `/search?in=people&q=${encodeURIComponent(handle)}`, label: t`Search for similar names` }}
      >
        <Trans>There is no account with this handle, or not any more.</Trans>
      </EmptyState>
    </>
  )
}
