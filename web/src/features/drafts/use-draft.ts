import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { randomKey } from '../../browser/random-key.ts'
import { readStored, writeStored } from '../../browser/storage.ts'
import { lastViewer } from '../../session/returning.ts'
import { useViewer } from '../viewer/use-viewer.ts'
import { DraftBox } from './draft-box.ts'
import { watchDraft } from './unsaved.ts'

const draftBox = new DraftBox({
  storage: { read: readStored, write: writeStored },
  now: Date.now,
  newKey: randomKey,
})

const saveAfter = 400

export type DraftState<T> = {
  content: T
  change: (patch: Partial<T>) => void
  /** Sent with the text, so that a second press is not a second post. */
  key: string
  /** Makes the next sending a new post: after the server said that this key was used for another text. */
  renewKey: () => void
  savedAt: number | null
  /** Whether all of it is in storage; false while typing, or where the browser keeps nothing. */
  isKept: boolean
  isDirty: boolean
  discard: () => void
}

/** Whose drafts these are: after a session ended by itself, still those of the person who wrote them. */
export function useDraftOwner(): string | null {
  const { viewer } = useViewer()
  return viewer?.id ?? lastViewer()
}

/** Text that survives a reload, an ended session and a failed sending. */
export function useDraft<T extends object>(place: string, initial: T): DraftState<T> {
  const owner = useDraftOwner()
  const [state, setState] = useState(() => {
    const draft = draftBox.read<T>(owner, place)
    return {
      content: draft?.content ?? initial,
      key: draft?.key ?? draftBox.newKey(),
      savedAt: draft?.savedAt ?? null,
      isDirty: draft !== null,
      isKept: true,
    }
  })
  const latest = useRef(state)
  useLayoutEffect(() => {
    latest.current = state
  }, [state])

  const save = useCallback(() => {
    const { content, key, isDirty, isKept } = latest.current
    if (!isDirty || isKept) return
    const saved = draftBox.write(owner, place, content, key)
    if (!saved) return
    latest.current = { ...latest.current, savedAt: saved.savedAt, isKept: true }
    setState((now) =>
      now.content === content && now.key === key ? { ...now, savedAt: saved.savedAt, isKept: true } : now,
    )
  }, [owner, place])

  // oxlint-disable-next-line react-hooks/exhaustive-deps -- each change starts the wait anew
  useEffect(() => {
    const timer = setTimeout(save, saveAfter)
    return () => clearTimeout(timer)
  }, [save, state])

  useEffect(() => {
    addEventListener('pagehide', save)
    return () => {
      removeEventListener('pagehide', save)
      save()
    }
  }, [save])

  const change = useCallback(
    (patch: Partial<T>) =>
      setState((now) => ({ ...now, content: { ...now.content, ...patch }, isDirty: true, isKept: false })),
    [],
  )
  const renewKey = useCallback(() => setState((now) => ({ ...now, key: draftBox.newKey(), isKept: false })), [])
  const discard = useCallback(() => {
    draftBox.discard(owner, place)
    const fresh = { content: initial, key: draftBox.newKey(), savedAt: null, isDirty: false, isKept: true }
    latest.current = fresh
    setState(fresh)
  }, [owner, place, initial])

  // Leaving would lose text where the browser keeps nothing.
  useEffect(
    () =>
      watchDraft(() => {
        save()
        return latest.current.isDirty && !latest.current.isKept
      }),
    [save],
  )

  return { ...state, change, renewKey, discard }
}
