import { useMutation, useQuery } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { outageOf } from '../../api/outage.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { type OnPart, Parts } from '../feed/Parts.tsx'
import {
  InboxDocument,
  MarkInboxSeenDocument,
  MarkNotificationsReadDocument,
  UnseenDocument,
} from './generated/inbox.ts'
import styles from './inbox.module.css'
import { NotificationRow } from './NotificationRow.tsx'

/** What the viewer was told, the newest first. What is drawn counts as seen; what is opened, as read. */
export function InboxPage() {
  const { t } = useLingui()
  const { key } = useLocation()
  const [newest, setNewest] = useState<string | null>(null)
  const onNewest = useCallback((at: string) => setNewest((known) => (known !== null && known > at ? known : at)), [])
  useMarkSeen(newest)
  return (
    <>
      <PageTitle title={t`Inbox`} />
      {/* Its place is there from the start. */}
      <div className={styles.above}>{newest !== null && <MarkAllRead upTo={newest} />}</div>
      <Parts
        key={key}
        label={t`Inbox`}
        older={<Trans>Older notifications</Trans>}
        part={(after, onPart) => <Part key={after ?? ''} after={after} onPart={onPart} onNewest={onNewest} />}
      />
    </>
  )
}

/** Once for each moment up to which something was drawn; what comes meanwhile stays new. */
function useMarkSeen(newest: string | null): void {
  const [markSeen] = useMutation(MarkInboxSeenDocument)
  const marked = useRef<string | null>(null)
  useEffect(() => {
    if (newest === null || marked.current === newest) return
    marked.current = newest
    void markSeen({
      variables: { upTo: newest },
      update: (cache, { data }) => {
        const answer = data?.markInboxSeen
        if (answer?.__typename !== 'MarkInboxSeenSuccess') return
        cache.updateQuery({ query: UnseenDocument }, (known) =>
          known?.viewer
            ? { viewer: { ...known.viewer, unseenNotificationCount: answer.unseenNotificationCount } }
            : undefined,
        )
      },
    }).catch(() => {
      // The number stays until the inbox is opened again.
    })
  }, [newest, markSeen])
}

function MarkAllRead({ upTo }: { upTo: string }) {
  const [markRead, { loading }] = useMutation(MarkNotificationsReadDocument)
  const { data } = useQuery(InboxDocument, { variables: { after: null }, fetchPolicy: 'cache-only' })
  const [lost, setLost] = useState<{ error: unknown } | null>(null)
  const markAll = async () => {
    const outcome = await markRead({
      variables: { ids: null, upTo },
      refetchQueries: [InboxDocument],
      awaitRefetchQueries: true,
    }).catch((failure: unknown) => ({ data: null, error: failure }))
    const isDone = outcome.data?.markNotificationsRead?.__typename === 'MarkNotificationsReadSuccess'
    setLost(isDone ? null : { error: outcome.error ?? {} })
  }
  if (!data?.viewer?.unreadNotificationCount) return null
  return (
    <>
      <Button look="plain" busy={loading && <Trans>Marking…</Trans>} onClick={() => void markAll()}>
        <Trans>Mark all read</Trans>
      </Button>
      <Trouble says={lost && msg`Nothing was marked: the forum did not answer. Try again.`} error={lost?.error} />
    </>
  )
}

type PartProps = { after: string | null; onPart: OnPart; onNewest: (at: string) => void }

function Part({ after, onPart, onNewest }: PartProps) {
  const { t } = useLingui()
  const { data, error, loading, refetch } = useQuery(InboxDocument, {
    variables: { after },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const inbox = data?.viewer?.notifications
  useEffect(() => {
    if (!inbox) return
    onPart(after, inbox.pageInfo)
    for (const { node } of inbox.edges) onNewest(node.latestAt)
  }, [inbox, after, onPart, onNewest])

  if (!inbox) {
    if (loading) return <Lines rows={3} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>Your inbox cannot be fetched at the moment.</Trans>
      </ErrorState>
    )
  }
  if (inbox.edges.length === 0 && after === null) {
    return (
      <EmptyState action={{ to: '/', label: t`To the feed` }}>
        <Trans>Nothing yet. Answers to you, likes and new followers appear here.</Trans>
      </EmptyState>
    )
  }
  const namesAway = outageOf(error).of('actors')
  return inbox.edges.map(({ node }) => (
    <NotificationRow key={node.id} notification={node} after={after} namesAway={namesAway} />
  ))
}
