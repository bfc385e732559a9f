import { createSource, useSource } from './source.ts'
import { readStored, writeStored } from './storage.ts'

/** Single letters as shortcuts are in the way of who dictates, so they can be switched off (WCAG 2.1.4). */
export function areShortcutsOn(): boolean {
  return readStored('forum.shortcuts') !== 'off'
}

const source = createSource(areShortcutsOn, true)

export function chooseShortcuts(choice: 'on' | 'off'): void {
  writeStored('forum.shortcuts', choice === 'off' ? 'off' : null)
  source.changed()
}

export const useShortcutsOn = (): boolean => useSource(source)
