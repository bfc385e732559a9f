import { useMutation } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { useRef } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { RemoveBookmarkDocument } from '../reactions/generated/reactions.ts'
import { useAct } from '../reactions/use-act.ts'
import styles from './bookmarks.module.css'

/** A bookmark of a post that the reader may not see any more. */
export function LostBookmark({ postId, onRemoved }: { postId: string; onRemoved: () => void }) {
  const [remove, { loading }] = useMutation(RemoveBookmarkDocument)
  const { act, trouble } = useAct()
  const row = useRef<HTMLDivElement>(null)
  const leave = () => {
    // The button goes with its row: the focus is handed to the neighbour first, never to the page.
    if (row.current?.contains(document.activeElement)) focusBeside(row.current)
    onRemoved()
  }
  return (
    <div ref={row} className={styles.lost}>
      <Trans>A post that you bookmarked is no longer here.</Trans>{' '}
      <Button
        look="plain"
        busy={loading && <Trans>Removing…</Trans>}
        onClick={() =>
          act({ kind: 'bookmark', id: postId }, () => remove({ variables: { id: postId }, onCompleted: leave }))
        }
      >
        <Trans>Remove</Trans>
      </Button>
      <Trouble {...trouble} />
    </div>
  )
}

/** The row below, else the one above, else the heading of the page. */
function focusBeside(row: HTMLElement): void {
  const beside = row.nextElementSibling ?? row.previousElementSibling
  const target = beside?.querySelector<HTMLElement>('[data-shortcut="o"], button') ?? document.querySelector('h1')
  target?.focus()
}
