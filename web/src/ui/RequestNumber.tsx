import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { requestIdOf } from '../api/request-id.ts'
import { copyText } from '../browser/copy-text.ts'
import { Button } from './Button.tsx'
import styles from './states.module.css'

/** By which whoever runs the forum finds what went wrong: every service wrote it into its lines. Nothing where no answer came. */
export function RequestNumber({ error }: { error: unknown }) {
  const [copied, setCopied] = useState<string | null>(null)
  const id = requestIdOf(error)
  if (id === null) return null
  const copy = () => void copyText(id).then((done) => setCopied(done ? id : null))
  return (
    <p className={styles.request}>
      <Trans>
        To report this, name request <code>{id}</code>
      </Trans>{' '}
      <Button look="plain" onClick={copy}>
        {copied === id ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
      </Button>
    </p>
  )
}
