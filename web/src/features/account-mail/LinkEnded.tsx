import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { AppLink } from '../../ui/AppLink.tsx'

/** Where a mailed link is worth nothing any more, with the way to a new one. */
export function LinkEnded({ to, children }: { to: string; children: ReactNode }) {
  return (
    <>
      <p role="alert">
        <Trans>This link was used already, or its time is over.</Trans>
      </p>
      <p>
        <AppLink to={to}>{children}</AppLink>
      </p>
    </>
  )
}
