import { randomKey } from './random-key.ts'

/**
 * The key of the entry of the history that this document was opened at. React Router calls it "default" in every document, so that what is kept by it
 * (scroll position, pages of a list) would pass from one page to another of the same tab; it gets a name of its own before the router looks.
 */
export const firstEntry: string = nameEntry()

function nameEntry(): string {
  if (import.meta.env.SSR) return 'default' // what the router calls it where there is no history
  const state: unknown = history.state
  if (typeof state === 'object' && state !== null && 'key' in state && typeof state.key === 'string') return state.key
  const key = randomKey()
  history.replaceState({ ...(typeof state === 'object' ? state : null), key }, '')
  return key
}
