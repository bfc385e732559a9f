import type { Window } from '../../generated/schema.ts'

export const windows: readonly Window[] = ['DAY', 'WEEK', 'MONTH', 'YEAR', 'ALL']

/** What the list is of when its address does not say. */
export const usualWindow: Window = 'WEEK'

/** The window that an address names. */
export function windowOf(search: string): Window {
  const named = new URLSearchParams(search).get('window')
  return windows.find((window) => window === named) ?? usualWindow
}
