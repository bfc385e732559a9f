import { useEffect, useState } from 'react'

/** True while the reader scrolls down: the header makes room, and comes back on the way up. */
export function useHeaderHides(): boolean {
  const [hidden, setHidden] = useState(false)
  useEffect(() => {
    let last = scrollY
    const onScroll = () => {
      const moved = scrollY - last
      if (Math.abs(moved) < 8) return
      setHidden(moved > 0 && scrollY > 96)
      last = scrollY
    }
    addEventListener('scroll', onScroll, { passive: true })
    return () => removeEventListener('scroll', onScroll)
  }, [])
  return hidden
}
