import { useLingui } from '@lingui/react/macro'

/** What was done, in words; a kind that this app does not know stands as it is. */
export function useActWords(): (kind: string) => string {
  const { t } = useLingui()
  const words = new Map([
    ['REMOVE', t`Removed a text`],
    ['REMOVE_ALL', t`Removed what somebody wrote`],
    ['RESTORE', t`Restored a text`],
    ['LOCK', t`Locked a thread`],
    ['UNLOCK', t`Unlocked a thread`],
    ['PIN', t`Pinned a post`],
    ['UNPIN', t`Unpinned a post`],
  ])
  return (kind) => words.get(kind) ?? kind
}

/** What can be ended by pressing Undo; the rest is done anew by its opposite. */
export const isUndoable = (kind: string): boolean => ['REMOVE', 'REMOVE_ALL', 'LOCK', 'PIN'].includes(kind)
