import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ConfirmDialog } from '../../overlays/ConfirmDialog.tsx'
import { Button } from '../../ui/Button.tsx'

/** Gives a draft up, after asking: nothing brings it back. */
export function DiscardButton({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useLingui()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button look="plain" onClick={() => setAsking(true)}>
        <Trans>Discard</Trans>
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t`Discard this draft?`}
          body={t`What you wrote here is gone for good.`}
          action={t`Discard`}
          onConfirm={() => {
            setAsking(false)
            onDiscard()
          }}
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  )
}
