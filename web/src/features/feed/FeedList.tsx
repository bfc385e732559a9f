import { type ReactNode, useState } from 'react'
import type { FeedKind, ViewSource } from '../../generated/schema.ts'
import { FeedPart } from './FeedPart.tsx'
import { NewPosts } from './NewPosts.tsx'
import { Parts } from './Parts.tsx'

type FeedListProps = { kind: FeedKind; tag?: string; source: ViewSource; empty: ReactNode }

/** One of the feeds, or the posts of a tag. */
export function FeedList({ kind, tag, source, empty }: FeedListProps) {
  const [since, setSince] = useState<string | null>(null)
  return (
    <Parts
      above={!tag && <NewPosts kind={kind} since={since} />}
      part={(after, onPart) => (
        <FeedPart
          key={after ?? ''}
          kind={kind}
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
