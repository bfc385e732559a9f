import { type ReactNode, useState } from 'react'
import type { FeedKind, ViewSource, Window } from '../../generated/schema.ts'
import { FeedPart } from './FeedPart.tsx'
import { NewPosts } from './NewPosts.tsx'
import { Parts } from './Parts.tsx'

type FeedListProps = { kind: FeedKind; window?: Window | null; tag?: string; source: ViewSource; empty: ReactNode }

/** One of the feeds, or the posts of a tag. */
export function FeedList({ kind, window = null, tag, source, empty }: FeedListProps) {
  const [since, setSince] = useState<string | null>(null)
  return (
    <Parts
      above={!tag && !isRanked(kind) && <NewPosts kind={kind} since={since} />}
      part={(after, onPart) => (
        <FeedPart
          key={after ?? ''}
          kind={kind}
          window={window}
          tag={tag ?? null}
          after={after}
          source={source}
          empty={empty}
          onPart={onPart}
          onNewest={setSince}
        />
      )}
    />
  )
}

/** What is new in a ranking stands where its score puts it, not on top. */
const isRanked = (kind: FeedKind): boolean => kind === 'HOT' || kind === 'TOP'
