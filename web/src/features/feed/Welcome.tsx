import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { lastViewer } from '../../session/returning.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { useViewer } from '../viewer/use-viewer.ts'
import styles from './feed.module.css'

/** For a guest: what this place is. Whoever was signed in here before is not a guest until the forum says so, so nothing moves for them. */
export function Welcome() {
  const { viewer, pending, unknown } = useViewer()
  // Of a reader whose storage was cleared it is known too late: the words go, their place stays until the next page.
  const [hasBegun] = useState(() => pending && !lastViewer())
  const isGuest = !viewer && !unknown
  if (!hasBegun && (!isGuest || pending)) return null
  return (
    <p className={styles.welcome} data-guest="" data-gone={!isGuest || undefined}>
      <Trans>
        People write here about what they know, and answer each other. Everything public is open to read;{' '}
        <AppLink to="/sign-up">sign up</AppLink> to write yourself.
      </Trans>
    </p>
  )
}
