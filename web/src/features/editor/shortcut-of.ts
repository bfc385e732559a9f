import type { Format } from './formatting.ts'

const formats: Record<string, Format> = { b: 'bold', i: 'italic', k: 'link' }

/**
 * The format that a key with Ctrl or Cmd means: by the letter on it, so that Ctrl+C stays Ctrl+C on Dvorak; by its place where the letter is not a
 * Latin one.
 */
export function shortcutOf({ key, code }: { key: string; code: string }): Format | null {
  const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase()
  return formats[letter] ?? null
}
