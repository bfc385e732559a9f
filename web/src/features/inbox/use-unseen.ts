import { useQuery } from '@apollo/client/react'
import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { useViewer } from '../viewer/use-viewer.ts'
import { UnseenDocument } from './generated/inbox.ts'

/** However often the window comes back and pages change, it is asked no more than so often. */
const shortestMs = 20_000

/** How many notifications came since the inbox was opened last, to 100: known anew when the reader comes back to the window, or to another page. */
export function useUnseen(): number {
  const { viewer } = useViewer()
  const { pathname } = useLocation()
  const { data, refetch } = useQuery(UnseenDocument, { skip: !viewer })
  const askedAt = useRef<number | null>(null)
  const isAsking = viewer !== null
  useEffect(() => {
    if (!isAsking) return
    // The page itself has just asked.
    askedAt.current ??= Date.now()
    const ask = () => {
      const now = Date.now()
      if (document.visibilityState !== 'visible' || now - (askedAt.current ?? 0) < shortestMs) return
      askedAt.current = now
      // Without an answer the number stays as it was, and the next return asks again.
      void refetch().catch(() => {})
    }
    ask()
    document.addEventListener('visibilitychange', ask)
    addEventListener('focus', ask)
    return () => {
      document.removeEventListener('visibilitychange', ask)
      removeEventListener('focus', ask)
    }
  }, [isAsking, refetch, pathname])
  return viewer ? (data?.viewer?.unseenNotificationCount ?? 0) : 0
}
