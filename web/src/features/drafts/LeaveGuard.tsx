import { useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { ConfirmDialog } from '../../overlays/ConfirmDialog.tsx'
import { wouldLoseText } from './unsaved.ts'

/** Asks before text is left that could not be kept. Once for the whole app, because the router knows one such question at a time. */
export function LeaveGuard() {
  const { t } = useLingui()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && wouldLoseText(),
  )

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (wouldLoseText()) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [])

  if (blocker.state !== 'blocked') return null
  return (
    <ConfirmDialog
      title={t`Leave this text?`}
      body={t`It is not saved in this browser yet.`}
      action={t`Leave`}
      refusal={t`Stay here`}
      onConfirm={() => blocker.proceed()}
      onCancel={() => blocker.reset()}
    />
  )
}
