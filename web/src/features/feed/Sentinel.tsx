import { useEffect, useRef } from 'react'

/** Calls `onReach` when the end of the list comes within a window's height. */
export function Sentinel({ onReach }: { onReach: () => void }) {
  const mark = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onReach(), {
      rootMargin: '100% 0px',
    })
    if (mark.current) observer.observe(mark.current)
    return () => observer.disconnect()
  }, [onReach])
  return <div ref={mark} />
}
