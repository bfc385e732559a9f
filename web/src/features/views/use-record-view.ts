import { useMutation } from '@apollo/client/react'
import { useEffect, useMemo } from 'react'
import { useLocation } from 'react-router'
import { firstEntry } from '../../browser/first-entry.ts'
import type { ViewSource } from '../../generated/schema.ts'
import { RecordPostViewsDocument } from './generated/views.ts'

/** Counts an opened post once, with the way the reader came: a link in the app says its own, anything else came from outside. */
export function useRecordView(postId: string | null): void {
  const { state, key } = useLocation()
  const [record] = useMutation(RecordPostViewsDocument)
  // How they came, not where in the page they went afterwards.
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- one way to each post
  const source = useMemo(() => sourceOf(state, key), [postId])
  useEffect(() => {
    // A lost view is nobody's problem, so its failure is not shown; the page is what they came for.
    if (postId) void record({ variables: { views: [{ postId, source }] } }).catch(() => undefined)
  }, [postId, source, record])
}

const sources: readonly ViewSource[] = ['FEED', 'TAG', 'SEARCH', 'PROFILE', 'NOTIFICATION', 'LINK', 'OTHER']

function sourceOf(state: unknown, key: string): ViewSource {
  const named = (state as { source?: string } | null)?.source
  const known = sources.find((source) => source === named)
  return known ?? (key === firstEntry ? 'LINK' : 'OTHER')
}
