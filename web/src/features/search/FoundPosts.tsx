import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import { outageOf } from '../../api/outage.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { type OnPart, Parts } from '../feed/Parts.tsx'
import { PostRow } from '../feed/PostRow.tsx'
import { SearchPostsDocument } from './generated/search.ts'
import { IgnoredWords } from './IgnoredWords.tsx'
import { leftToLookFor } from './left-to-look-for.ts'
import { Marked } from './Marked.tsx'

export function FoundPosts({ query }: { query: string }) {
  return <Parts part={(after, onPart) => <Part key={after ?? ''} query={query} after={after} onPart={onPart} />} />
}

function Part({ query, after, onPart }: { query: string; after: string | null; onPart: OnPart }) {
  const { t } = useLingui()
  const { data, error, loading, refetch } = useQuery(SearchPostsDocument, { variables: { query, after } })
  const found = data?.searchPosts
  useEffect(() => {
    if (found) onPart(after, found.pageInfo)
  }, [found, after, onPart])

  if (!found) {
    if (loading) return <Lines rows={3} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>Posts cannot be searched at the moment. Try again, or look for people.</Trans>
      </ErrorState>
    )
  }
  const isStart = after === null
  const hasLookedFor = leftToLookFor(query, found.ignoredWords).length > 0
  const namesAway = outageOf(error).of('author')
  return (
    <>
      {isStart && hasLookedFor && <IgnoredWords words={found.ignoredWords} />}
      {isStart && found.edges.length === 0 && (
        <EmptyState
          action={{ to: `/search?q=${encodeURIComponent(query)}&in=people`, label: t`Look for people of this name` }}
        >
          {hasLookedFor ? (
            <Trans>No post has these words. Fewer words find more.</Trans>
          ) : (
            <Trans>Nearly every text has these words, so they are not looked for. Add a rarer one.</Trans>
          )}
        </EmptyState>
      )}
      {found.edges.map(({ node, titleHtml, excerptHtml }) => (
        <PostRow
          key={node.id}
          post={node}
          source="SEARCH"
          after={after}
          namesAway={namesAway}
          title={<Marked html={titleHtml} />}
          excerpt={<Marked html={excerptHtml} />}
        />
      ))}
    </>
  )
}
