import { Trans, useLingui } from '@lingui/react/macro'
import { useRouteError } from 'react-router'
import { ErrorState } from '../ui/ErrorState.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'

/** What is shown when a page breaks or its code cannot be fetched. */
export function PageFault() {
  const error = useRouteError()
  const { t } = useLingui()
  console.error(error)
  return (
    <>
      <PageTitle title={t`This page did not open`} />
      <ErrorState onRetry={() => location.reload()}>
        <Trans>Something went wrong while the page was put together. What you wrote is kept in this browser.</Trans>
      </ErrorState>
    </>
  )
}
