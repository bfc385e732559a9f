import { useEffect, useState } from 'react'
import { PostDraftPlaces } from './post-draft-places.ts'

/** Where the browser keeps nothing, each document has a place of its own and no more. */
function guarded(storage: () => Storage) {
  const attempt = <T>(run: () => T, otherwise: T): T => {
    try {
      return run()
    } catch {
      return otherwise
    }
  }
  return {
    getItem: (key: string) => attempt(() => storage().getItem(key), null),
    setItem: (key: string, value: string) => attempt(() => storage().setItem(key, value), undefined),
    removeItem: (key: string) => attempt(() => storage().removeItem(key), undefined),
    keys: () => attempt(() => Object.keys(storage()), []),
  }
}

const places = new PostDraftPlaces({
  shared: guarded(() => localStorage),
  own: guarded(() => sessionStorage),
  now: Date.now,
  newId: () => Math.random().toString(36).slice(2),
  document: `${Date.now()} ${Math.random()}`,
})

/** The place of the draft that this tab writes, held while the page is open. */
export function usePostDraftPlace(owner: string | null): string {
  const [place] = useState(() => places.take(owner))
  useEffect(() => {
    const hold = () => places.hold(place)
    const release = () => places.release(place)
    hold()
    addEventListener('pageshow', hold)
    addEventListener('pagehide', release)
    return () => {
      removeEventListener('pageshow', hold)
      removeEventListener('pagehide', release)
      release()
    }
  }, [place])
  return place
}
