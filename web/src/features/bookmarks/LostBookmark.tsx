import { useMutation } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { Button } from '../../ui/Button.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { RemoveBookmarkDocument } from '../reactions/generated/reactions.ts'
import { useAct } from '../reactions/use-act.ts'
import styles from './bookmarks.module.css'

/** A bookmark of a post that the reader may not see any more. */
export function LostBookmark({ postId, onRemoved }: { postId: string; onRemoved: () => void }) {
  const [remove, { loading }] = useMutation(RemoveBookmarkDocument)
  const { act, trouble } = useAct()
  return (
    <div className={styles.lost}>
      <Trans>A post that you bookmarked is no longer here.</Trans>{' '}
      <Button
        look="plain"
        busy={loading && <Trans>Removing…</Trans>}
        onClick={() =>
          act({ kind: 'bookmark', id: postId }, () => remove({ variables: { id: postId }, onCompleted: onRemoved }))
        }
      >
        <Trans>Remove</Trans>
      </Button>
      <Trouble says={trouble} />
    </div>
  )
}
