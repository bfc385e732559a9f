import { Trans } from '@lingui/react/macro'
import type { FeedKind } from '../../generated/schema.ts'
import styles from './feed.module.css'

type ServedLineProps = {
  kind: FeedKind
  /** In which feed this row stands, and in which the one above it; null above the first of the list. */
  served: FeedKind
  before: FeedKind | null
}

/** Says where a list goes on as another one: Hot as Active while its numbers are away, and Hot and Top as Latest below what they rank. */
export function ServedLine({ kind, served, before }: ServedLineProps) {
  if (served === kind || served === before) return null
  return <p className={styles.served}>{wordsOf(kind, served, before)}</p>
}

function wordsOf(kind: FeedKind, served: FeedKind, before: FeedKind | null) {
  if (served === 'ACTIVE')
    return <Trans>The numbers behind Hot are away. These are the posts that were answered last.</Trans>
  if (before !== null) return <Trans>The latest of the other posts</Trans>
  if (kind === 'TOP') return <Trans>Nothing was liked in this time. These are the latest posts.</Trans>
  return <Trans>Nothing is hot at the moment. These are the latest posts.</Trans>
}
