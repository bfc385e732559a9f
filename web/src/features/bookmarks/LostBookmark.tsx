import { useMutation } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { Button } from '../../ui/Button.tsx'
import { RemoveBookmarkDocument } from '../reactions/generated/reactions.ts'
import styles from './bookmarks.module.css'

/** A bookmark of a post that the reader may not see any more. */
export function LostBookmark({ postId, onRemoved }: { postId: string; onRemoved: () => void }) {
  const [remove, { loading }] = useMutation(RemoveBookmarkDocument)
  return (
    <p className={styles.lost}>
      <Trans>A post that you kept is not here any more.</Trans>{' '}
      <Button
        look="plain"
        disabled={loading}
        onClick={() => void remove({ variables: { id: postId } }).then(onRemoved)}
      >
        <Trans>Forget it</Trans>
      </Button>
    </p>
  )
}
