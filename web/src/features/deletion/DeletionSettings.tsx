import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { rememberViewer } from '../../session/returning.ts'
import { tellTabs } from '../../session/tabs.ts'
import { Button } from '../../ui/Button.tsx'
import { DeletionForm } from './DeletionForm.tsx'

/** Opened by a press: nobody should come to the end of their account by scrolling. */
export function DeletionSettings() {
  const [stage, setStage] = useState<'closed' | 'open' | 'asked'>('closed')
  if (stage === 'closed')
    return (
      <Button look="danger" onClick={() => setStage('open')}>
        <Trans>Delete the account…</Trans>
      </Button>
    )
  return (
    <>
      <DeletionForm
        onAsked={() => {
          setStage('asked')
          rememberViewer(null)
          tellTabs('signed-out')
        }}
      />
      {/* Loaded anew: nothing of the person stays in memory. */}
      {stage === 'asked' && (
        <Button onClick={() => location.assign('/')}>
          <Trans>To the feed</Trans>
        </Button>
      )}
    </>
  )
}
