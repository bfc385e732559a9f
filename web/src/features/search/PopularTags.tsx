import { useQuery } from '@apollo/client/react'
import { Plural, Trans } from '@lingui/react/macro'
import { AppLink } from '../../ui/AppLink.tsx'
import { PopularTagsDocument } from './generated/search.ts'
import styles from './search.module.css'

/** Before a search: what people write about here. */
export function PopularTags() {
  const { data } = useQuery(PopularTagsDocument, { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' })
  const tags = data?.tags?.edges ?? []
  if (tags.length === 0) return null
  return (
    <section>
      <h2>
        <Trans>Tags in use</Trans>
      </h2>
      <ul className={styles.tags}>
        {tags.map(({ node }) => (
          <li key={node.id}>
            <AppLink to={`/t/${encodeURIComponent(node.name)}`}>{node.name}</AppLink>{' '}
            <span>
              <Plural value={node.postCount} one="# post" other="# posts" />
            </span>
          </li>
        ))}
      </ul>
      <p>
        <AppLink to="/tags">
          <Trans>All tags</Trans>
        </AppLink>
      </p>
    </section>
  )
}
