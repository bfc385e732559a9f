export type ShortcutKey = 'j' | 'k' | 'o' | 'r' | 'l' | 'b' | 'n' | '/' | '?'

const keys = new Set<string>(['j', 'k', 'o', 'r', 'l', 'b', 'n', '/', '?'])

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'shiftKey'>

/**
 * The shortcut that a key press means. A Latin letter counts as it is written on the key (Dvorak); on keyboards of other letters the place of the key
 * counts, so that nobody has to change the layout.
 */
export function shortcutOf({
  key,
  code,
  ctrlKey,
  metaKey,
  altKey,
  isComposing,
  shiftKey,
}: Pressed): ShortcutKey | null {
  if (ctrlKey || metaKey || altKey || isComposing) return null
  if (isShortcut(key)) return key
  if (/^[\p{Script=Latin}]$/u.test(key) || key.length > 1) return null
  if (code === 'Slash') return shiftKey ? '?' : '/'
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? ''
  return !shiftKey && isShortcut(letter) ? letter : null
}

function isShortcut(text: string): text is ShortcutKey {
  return keys.has(text)
}
