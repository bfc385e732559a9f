import { useEffect, useRef } from 'react'

/** Calls `onReach` when the end of the list comes within a window's height. */
export function Sentinel({ onReach }: { onReach: () => void }) {
  const mark = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const observer = new IntersectionObserver(
      // On a slow machine a batch begins with what was so a while ago: one entry that meets the window is enough.
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onReach()
      },
      { rootMargin: '100% 0px' },
    )
    if (mark.current) observer.observe(mark.current)
    return () => observer.disconnect()
  }, [onReach])
  return <div ref={mark} />
}
