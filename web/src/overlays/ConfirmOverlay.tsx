import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Trans } from '@lingui/react/macro'
import { Modal } from '@mantine/core'
import { Button } from '../ui/Button.tsx'
import type { ConfirmProps } from './confirm-props.ts'
import { OverlayTheme } from './OverlayTheme.tsx'
import styles from './overlays.module.css'

export function ConfirmOverlay({ title, body, action, refusal, onConfirm, onCancel }: ConfirmProps) {
  return (
    <OverlayTheme>
      {/* lockScroll would write a style element. */}
      <Modal.Root opened onClose={onCancel} lockScroll={false} centered size={420} transitionProps={{ duration: 0 }}>
        <Modal.Overlay className={styles.shade} />
        {/* Mantine gives a className of the content to the layer around it too. */}
        <Modal.Content classNames={{ content: styles.dialog ?? '' }}>
          <Modal.Body className={styles.dialogBody}>
            <Modal.Title className={styles.dialogTitle}>{title}</Modal.Title>
            <p>{body}</p>
            <div className={styles.dialogFoot}>
              <Button onClick={onCancel} data-autofocus>
                {refusal ?? <Trans>Keep it</Trans>}
              </Button>
              <Button look="danger" onClick={onConfirm}>
                {action}
              </Button>
            </div>
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </OverlayTheme>
  )
}
