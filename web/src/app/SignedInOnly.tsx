import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactElement, useState } from 'react'
import { useLocation } from 'react-router'
import { useViewer } from '../features/viewer/use-viewer.ts'
import type { Role } from '../generated/schema.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Lines } from '../ui/Lines.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'

/** A page for people who are signed in: others are told so, and led there and back. */
export function SignedInOnly({ page, roles }: { page: ReactElement; roles: readonly Role[] }) {
  const { viewer, pending, unknown } = useViewer()
  const { t } = useLingui()
  const { pathname, search } = useLocation()
  const isAllowed = viewer !== null && roles.includes(viewer.user.role)
  // A session that ends while somebody writes leaves their text where it is; the notice above says what happened.
  const [hasEntered, setHasEntered] = useState(false)
  if (isAllowed && !hasEntered) setHasEntered(true)
  if (isAllowed || (hasEntered && !viewer)) return page
  if (pending) return <Lines rows={3} />
  if (viewer) {
    return (
      <>
        <PageTitle title={roles.includes('MODERATOR') ? t`For moderators` : t`For administrators`} />
        <EmptyState action={{ to: '/', label: t`To the feed` }}>
          {roles.includes('MODERATOR') ? (
            <Trans>This page is for moderators of the forum.</Trans>
          ) : (
            <Trans>This page is for administrators of the forum.</Trans>
          )}
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <PageTitle title={t`Sign in first`} />
      <EmptyState action={{ to: `/sign-in?next=${encodeURIComponent(pathname + search)}`, label: t`Sign in` }}>
        {unknown ? (
          <Trans>
            Signing in is not possible at the moment, so this page has to wait. What is public stays readable.
          </Trans>
        ) : (
          <Trans>This page is yours alone. Sign in, and you come straight back to it.</Trans>
        )}
      </EmptyState>
    </>
  )
}
