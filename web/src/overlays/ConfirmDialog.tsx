import { lazy, Suspense, useEffect } from 'react'

export type ConfirmDialogProps = {
  title: string
  body: string
  action: string
  /** What not doing it is called; by default that the thing is kept. */
  refusal?: string
  onConfirm: () => void
  onCancel: () => void
}

const ConfirmOverlay = lazy(() => import('./ConfirmOverlay.tsx').then((module) => ({ default: module.ConfirmOverlay })))

/** Asks once before something is destroyed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
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
