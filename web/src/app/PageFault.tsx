import { Trans, useLingui } from '@lingui/react/macro'
import { useLocation, useNavigate, useRouteError } from 'react-router'
import { ErrorState } from '../ui/ErrorState.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'

/** What is shown when a page breaks or its code cannot be fetched. */
export function PageFault() {
  const error = useRouteError()
  const { t } = useLingui()
  const navigate = useNavigate()
  const location = useLocation()
  console.error(error)
  if (!navigator.onLine) {
    return (
      <>
        <PageTitle title={t`There is no network`} />
        {/* Without leaving the app: loading it anew would lose the pages that it still has. */}
        <ErrorState onRetry={() => void navigate(location, { replace: true })}>
          <Trans>This page has to be fetched first. The pages that you have opened still open.</Trans>
        </ErrorState>
      </>
    )
  }
  return (
    <>
      <PageTitle title={t`This page did not open`} />
      <ErrorState onRetry={() => window.location.reload()}>
        <Trans>Something went wrong while the page was put together. What you wrote is kept in this browser.</Trans>
      </ErrorState>
    </>
  )
}
