import type { ReactNode } from 'react'
import { useIsHydrated } from '../browser/hydration.ts'

/** A way on in a page that the gateway wrote, for who runs no scripts; with them it goes on by itself. */
export function WithoutScripts({ children }: { children: ReactNode }) {
  if (useIsHydrated() || !children) return null
  return (
    <noscript>
      <p>{children}</p>
    </noscript>
  )
}
