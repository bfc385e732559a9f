import { useSyncExternalStore } from 'react'
import { readStored, writeStored } from '../browser/storage.ts'

export type Theme = 'system' | 'light' | 'dark'

const listeners = new Set<() => void>()

function storedTheme(): Theme {
  const value = readStored('forum.theme')
  return value === 'light' || value === 'dark' ? value : 'system'
}

/** Shows and remembers the theme; `system` follows the machine. early.js does the same before the first paint. */
export function chooseTheme(theme: Theme): void {
  writeStored('forum.theme', theme === 'system' ? null : theme)
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, storedTheme, () => 'system')
}

const darkSystem = () => matchMedia('(prefers-color-scheme: dark)')

function subscribeToScheme(listener: () => void): () => void {
  listeners.add(listener)
  const system = darkSystem()
  system.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    system.removeEventListener('change', listener)
  }
}

/** What is on the screen now, for what cannot read CSS: canvas charts and overlays. */
export function useColorScheme(): 'light' | 'dark' {
  return useSyncExternalStore(
    subscribeToScheme,
    () => {
      const theme = storedTheme()
      if (theme !== 'system') return theme
      return darkSystem().matches ? 'dark' : 'light'
    },
    () => 'light',
  )
}
