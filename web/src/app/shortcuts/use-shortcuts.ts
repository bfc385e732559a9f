import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { areShortcutsOn } from '../../browser/shortcut-choice.ts'
import { actOnPage, leave } from './act-on-page.ts'
import { shortcutOf } from './keys.ts'
import { showSheet } from './sheet-state.ts'

const isWriting = (element: Element) => element.matches('input, textarea, select, [contenteditable="true"]')

/** Keys for what the page offers. They are silent while somebody writes, in menus and in dialogs. */
export function useShortcuts(): void {
  const navigate = useNavigate()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(event.target instanceof Element)) return
      if (event.key === 'Escape') {
        if (leave(event.target)) event.preventDefault()
        return
      }
      if (
        !areShortcutsOn() ||
        isWriting(event.target) ||
        document.querySelector('[role="dialog"], [role="menu"], dialog[open]')
      )
        return
      const key = shortcutOf(event)
      if (!key) return
      event.preventDefault()
      if (key === '?') showSheet(true)
      else if (key === '/') void navigate('/search')
      else if (key === 'n') void navigate('/write')
      else actOnPage(key)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [navigate])
}
