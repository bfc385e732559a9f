import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useCallback, useState } from 'react'
import { useLocation } from 'react-router'
import type { FeedKind, ViewSource } from '../../generated/schema.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import styles from './feed.module.css'
import { FeedPart } from './FeedPart.tsx'
import { NewPosts } from './NewPosts.tsx'
import { Sentinel } from './Sentinel.tsx'
import { partsThatLoadThemselves, useParts } from './use-parts.ts'
import { useFeedAddress } from './use-feed-address.ts'

type FeedListProps = { kind: FeedKind; tag?: string; source: ViewSource; empty: ReactNode }
type End = { hasNextPage: boolean; endCursor: string | null }

/** A feed in parts of twenty: three come by themselves, then "Older posts" is a real link that begins the next three. */
export function FeedList({ kind, tag, source, empty }: FeedListProps) {
  const { pathname } = useLocation()
  const { t } = useLingui()
  const { parts, grow } = useParts()
  const [ends, setEnds] = useState<Record<string, End>>({})
  const [since, setSince] = useState<string | null>(null)
  useFeedAddress(pathname)

  const onLoaded = useCallback((after: string | null, end: End, newest: string | null) => {
    setEnds((known) => ({ ...known, [after ?? '']: end }))
    if (after === null && newest) setSince(newest)
  }, [])

  const start = parts[0] ?? null
  const end = ends[parts.at(-1) ?? '']
  const next = end?.hasNextPage ? end.endCursor : null

  return (
    <>
      {start !== null && (
        <p className={styles.newer}>
          <AppLink to={pathname}>
            <Trans>To the newest posts</Trans>
          </AppLink>
        </p>
      )}
      {start === null && !tag && since && <NewPosts kind={kind} since={since} />}
      <section aria-label={t`Posts`} aria-busy={!end}>
        {parts.map((after) => (
          <FeedPart key={after ?? ''} kind={kind} tag={tag ?? null} after={after} source={source} empty={empty} onLoaded={onLoaded} />
        ))}
      </section>
      {next && parts.length < partsThatLoadThemselves && <Sentinel onReach={() => grow(next)} />}
      {next && parts.length >= partsThatLoadThemselves && (
        <p className={styles.older}>
          <AppLink to={`${pathname}?after=${encodeURIComponent(next)}`}>
            <Trans>Older posts</Trans>
          </AppLink>
        </p>
      )}
    </>
  )
}
