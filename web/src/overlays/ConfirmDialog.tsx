import { lazy, Suspense, useEffect } from 'react'
import type { ConfirmProps } from './confirm-props.ts'

const ConfirmOverlay = lazy(() => import('./ConfirmOverlay.tsx').then((module) => ({ default: module.ConfirmOverlay })))

/** Asks once before something is destroyed. */
export function ConfirmDialog(props: ConfirmProps) {
  // Mantine returns the focus only of a dialog that was there, closed, before it opened.
  useEffect(() => {
    const before = document.activeElement
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <Suspense fallback={null}>
      <ConfirmOverlay {...props} />
    </Suspense>
  )
}
