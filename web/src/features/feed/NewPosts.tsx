import { skipToken, useQuery } from '@apollo/client/react'
import { Plural } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useIsHydrated } from '../../browser/hydration.ts'
import type { FeedKind } from '../../generated/schema.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './feed.module.css'
import { FeedActivityDocument } from './generated/feed.ts'

const everyMs = 60_000

/** "3 new posts": a plain line that asks each minute and loads only when pressed. Its place is there before the list is. */
export function NewPosts({ kind, since }: { kind: FeedKind; since: string | null }) {
  const isDue = useIsDue()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const { data } = useQuery(
    FeedActivityDocument,
    since === null || !isDue
      ? skipToken
      : {
          variables: { kind, since },
          pollInterval: everyMs,
          skipPollAttempt: () => document.hidden,
          fetchPolicy: 'no-cache',
          errorPolicy: 'ignore',
        },
  )
  const load = () => {
    void navigate(pathname)
    // The line goes when it was pressed; the focus goes on from the heading of what it brought.
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }
  const count = data?.feedActivity?.newPosts ?? 0
  return (
    <div role="status" className={styles.freshPlace}>
      {count > 0 && (
        <p>
          <Button look="plain" onClick={load}>
            <Plural value={count} one="# new post" other="# new posts" />
          </Button>
        </p>
      )}
    </div>
  )
}

/** A list that the gateway wrote a moment ago has nothing newer; one that was opened from another page may have been kept. */
function useIsDue(): boolean {
  const isHydrated = useIsHydrated()
  const [isDue, setDue] = useState(isHydrated)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), everyMs)
    return () => clearTimeout(timer)
  }, [])
  return isDue
}
