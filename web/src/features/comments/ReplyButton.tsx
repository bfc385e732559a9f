import { Trans, useLingui } from '@lingui/react/macro'
import { useLocation } from 'react-router'
import { AppLink } from '../../ui/AppLink.tsx'
import { useViewer } from '../viewer/use-viewer.ts'
import styles from './comments.module.css'
import { replyAddress } from './reply-address.ts'

/** Opens the reply; a guest is led to sign in, and comes back to it open. */
export function ReplyButton({
  commentId,
  name,
  canComment,
  onReply,
}: {
  commentId: string
  name: string
  canComment: boolean
  onReply: () => void
}) {
  const { t } = useLingui()
  const { viewer, pending } = useViewer()
  const location = useLocation()
  const label = t`Reply to ${name}`
  if (viewer || pending) {
    if (!canComment) return null
    return (
      <button type="button" className={styles.act} data-shortcut="r" aria-label={label} onClick={onReply}>
        <Trans>Reply</Trans>
      </button>
    )
  }
  return (
    <AppLink
      className={styles.act}
      data-shortcut="r"
      aria-label={label}
      to={`/sign-in?next=${encodeURIComponent(replyAddress(location, commentId))}`}
    >
      <Trans>Reply</Trans>
    </AppLink>
  )
}
