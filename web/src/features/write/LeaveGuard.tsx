import { useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { ConfirmDialog } from '../../overlays/ConfirmDialog.tsx'

/** Asks before text is left that could not be kept: a moment after typing, or where the browser keeps nothing. */
export function LeaveGuard({ isUnsafe }: { isUnsafe: boolean }) {
  const { t } = useLingui()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isUnsafe && currentLocation.pathname !== nextLocation.pathname,
  )

  useEffect(() => {
    if (!isUnsafe) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isUnsafe])

  if (blocker.state !== 'blocked') return null
  return (
    <ConfirmDialog
      title={t`Leave this text?`}
      body={t`It is not saved in this browser yet.`}
      action={t`Leave`}
      onConfirm={() => blocker.proceed()}
      onCancel={() => blocker.reset()}
    />
  )
}
