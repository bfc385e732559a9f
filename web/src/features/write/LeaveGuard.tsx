import { useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { ConfirmDialog } from '../../overlays/ConfirmDialog.tsx'

/** Asks before text is left that could not be kept. */
export function LeaveGuard({ wouldBeLost }: { wouldBeLost: () => boolean }) {
  const { t } = useLingui()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && wouldBeLost(),
  )

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (wouldBeLost()) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [wouldBeLost])

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
