import { useLingui } from '@lingui/react/macro'
import { MoreMenu } from '../../overlays/MoreMenu.tsx'
import { useHiding } from '../hiding/use-hiding.tsx'
import styles from './feed.module.css'
import type { PostRowFragment } from './generated/feed.ts'

/** What a reader may do about the author of a row; a guest and the author have nothing there. */
export function PostMore({ post }: { post: PostRowFragment }) {
  const { t } = useLingui()
  const { items, rest } = useHiding(post.author)
  const known = items({ blocks: false, mutes: false })
  if (known.length === 0) return null
  return (
    <span className={styles.more}>
      <MoreMenu label={t`More about ${post.title}`} items={known} />
      {rest}
    </span>
  )
}
