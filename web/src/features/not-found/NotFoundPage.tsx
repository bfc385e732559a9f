import { Trans, useLingui } from '@lingui/react/macro'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'

export function NotFoundPage() {
  const { t } = useLingui()
  return (
    <>
      <PageTitle title={t`There is no such page`} />
      <EmptyState action={{ to: '/', label: t`To the feed` }}>
        <Trans>The address leads nowhere here. Perhaps a letter is missing.</Trans>
      </EmptyState>
    </>
  )
}
