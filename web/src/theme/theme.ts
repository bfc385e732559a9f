import { createSource, type Source, useSource } from '../browser/source.ts'
import { readStored, writeStored } from '../browser/storage.ts'

export type Theme = 'system' | 'light' | 'dark'

function storedTheme(): Theme {
  const value = readStored('forum.theme')
  return value === 'light' || value === 'dark' ? value : 'system'
}

const chosen = createSource<Theme>(storedTheme, 'system')

/** Shows and remembers the theme; `system` follows the machine. early.js does the same before the first paint. */
export function chooseTheme(theme: Theme): void {
  writeStored('forum.theme', theme === 'system' ? null : theme)
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  chosen.changed()
}

export const useTheme = (): Theme => useSource(chosen)

const darkSystem = () => matchMedia('(prefers-color-scheme: dark)')

const shown: Source<'light' | 'dark'> = {
  ...chosen,
  read: () => {
    const theme = storedTheme()
    if (theme !== 'system') return theme
    return darkSystem().matches ? 'dark' : 'light'
  },
  written: 'light',
  subscribe: (listener) => {
    const leave = chosen.subscribe(listener)
    const system = darkSystem()
    system.addEventListener('change', listener)
    return () => {
      leave()
      system.removeEventListener('change', listener)
    }
  },
}

/** What is on the screen now, for what cannot read CSS: canvas charts and overlays. */
export const useColorScheme = (): 'light' | 'dark' => useSource(shown)
