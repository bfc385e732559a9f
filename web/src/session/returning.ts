import { createSource, useSource } from '../browser/source.ts'
import { readStored, writeStored } from '../browser/storage.ts'

const key = 'forum.last-viewer' // early.js reads it too

/** Who was signed in here last, until they sign out: whoever comes back is no guest before the forum says so. */
export const lastViewer = (): string | null => readStored(key)

export function rememberViewer(id: string | null): void {
  writeStored(key, id)
}

/** Whether somebody may be signed in: by the mark that comes with the session's cookies, or because they were here before. */
export const mayBeSignedIn = (): boolean => lastViewer() !== null || /(?:^|;\s*)forum_signed_in=1/.test(document.cookie)

let isAwaited = false
const source = createSource(() => isAwaited, false)

/** What the gateway wrote is a guest's; somebody who was signed in waits for what is theirs. */
export function awaitViewer(awaited: boolean): void {
  isAwaited = awaited
  if (!awaited) delete document.documentElement.dataset.returning // early.js put it there
  source.changed()
}

export const useIsViewerAwaited = (): boolean => useSource(source)
