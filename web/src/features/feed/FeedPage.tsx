import { Trans, useLingui } from '@lingui/react/macro'
import { useLocation } from 'react-router'
import type { FeedKind } from '../../generated/schema.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { usePageHead } from '../../ui/page-head.ts'
import { TabLinks } from '../../ui/TabLinks.tsx'
import { useReaderKey, useViewer } from '../viewer/use-viewer.ts'
import { DensityButton } from './DensityButton.tsx'
import { FeedList } from './FeedList.tsx'
import styles from './feed.module.css'
import { NothingFollowed } from './NothingFollowed.tsx'
import { Welcome } from './Welcome.tsx'
import { WindowChoice } from './WindowChoice.tsx'
import { windowOf } from './window.ts'

const kinds: Record<string, FeedKind> = {
  '/': 'LATEST',
  '/active': 'ACTIVE',
  '/hot': 'HOT',
  '/top': 'TOP',
  '/following': 'FOLLOWING',
}

export function FeedPage() {
  const { pathname, search, key } = useLocation()
  const { t } = useLingui()
  const { viewer, pending } = useViewer()
  const readerKey = useReaderKey()
  const kind = kinds[pathname] ?? 'LATEST'
  const window = kind === 'TOP' ? windowOf(search) : null
  const titles: Record<FeedKind, string> = {
    LATEST: t`Latest`,
    ACTIVE: t`Active`,
    HOT: t`Hot`,
    TOP: t`Top`,
    FOLLOWING: t`Following`,
  }
  usePageHead({
    description: t`People write here about what they know, and answer each other. Everything public is open to read.`,
  })
  const signedOut = kind === 'FOLLOWING' && !pending && !viewer

  return (
    <>
      <PageTitle title={titles[kind]} hidden />
      <Welcome />
      <div className={styles.head}>
        <TabLinks
          label={t`Feeds`}
          tabs={[
            { to: '/', word: titles.LATEST },
            { to: '/active', word: titles.ACTIVE },
            { to: '/hot', word: titles.HOT },
            { to: '/top', word: titles.TOP },
            { to: '/following', word: titles.FOLLOWING },
          ]}
        />
        <DensityButton />
      </div>
      {window && <WindowChoice window={window} />}
      {signedOut ? (
        <EmptyState action={{ to: '/sign-in?next=/following', label: t`Sign in` }}>
          <Trans>Here you would read the people whom you follow.</Trans>
        </EmptyState>
      ) : (
        <FeedList
          key={`${key} ${readerKey}`}
          kind={kind}
          window={window}
          source="FEED"
          empty={
            kind === 'FOLLOWING' ? (
              <NothingFollowed />
            ) : (
              <EmptyState action={{ to: '/write', label: t`Write the first one` }}>
                <Trans>Nobody has written anything yet.</Trans>
              </EmptyState>
            )
          }
        />
      )}
    </>
  )
}
