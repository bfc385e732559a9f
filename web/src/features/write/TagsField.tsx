import { Trans } from '@lingui/react/macro'
import { lazy, Suspense } from 'react'
import styles from './write.module.css'

const TagsCombobox = lazy(() => import('./TagsCombobox.tsx').then((module) => ({ default: module.TagsCombobox })))

/** Up to five tags, with those in use suggested; its code comes after the page itself. */
export function TagsField({ tags, onChange }: { tags: string[]; onChange: (tags: string[]) => void }) {
  return (
    <Suspense
      fallback={<p className={styles.tagsWaiting}>{tags.length > 0 ? tags.join(', ') : <Trans>Tags</Trans>}</p>}
    >
      <TagsCombobox tags={tags} onChange={onChange} />
    </Suspense>
  )
}
