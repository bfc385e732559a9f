import { useQuery } from '@apollo/client/react'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useLocation, useParams } from 'react-router'
import { outageOf } from '../../api/outage.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { DensityButton } from '../feed/DensityButton.tsx'
import { FeedList } from '../feed/FeedList.tsx'
import { TagDocument } from './generated/tag.ts'
import styles from './tag.module.css'

export function TagPage() {
  const { tag: name = '' } = useParams()
  const { key } = useLocation()
  const { t } = useLingui()
  const { data, error, loading } = useQuery(TagDocument, {
    variables: { name },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const tag = data?.tag
  if (!tag && !loading && !outageOf(error).any) {
    return (
      <>
        <PageTitle title={name} />
        <EmptyState action={{ to: '/write', label: t`Write the first one` }}>
          <Trans>Nobody has written under this tag yet.</Trans>
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <PageTitle title={tag?.name ?? name} />
      <div className={styles.head}>
        <p>{tag && <Plural value={tag.postCount} one="# post" other="# posts" />}</p>
        <DensityButton />
      </div>
      <FeedList
        key={key}
        kind="LATEST"
        tag={name}
        source="TAG"
        empty={
          <EmptyState action={{ to: '/', label: t`To the feed` }}>
            <Trans>There is nothing here that you can read.</Trans>
          </EmptyState>
        }
      />
    </>
  )
}
