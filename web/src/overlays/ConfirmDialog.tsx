import { lazy, Suspense } from 'react'

export type ConfirmDialogProps = {
  title: string
  body: string
  action: string
  onConfirm: () => void
  onCancel: () => void
  danger?: boolean
}

const ConfirmOverlay = lazy(() => import('./ConfirmOverlay.tsx').then((module) => ({ default: module.ConfirmOverlay })))

/** Asks once before something is destroyed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Suspense fallback={null}>
      <ConfirmOverlay {...props} />
    </Suspense>
  )
}
