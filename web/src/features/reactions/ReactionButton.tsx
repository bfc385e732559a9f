import { type ReactNode, startTransition, useOptimistic } from 'react'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import styles from './reactions.module.css'

type ReactionButtonProps = {
  icon: IconName
  /** What pressing does, for a screen reader and the tooltip. */
  label: string
  done: boolean
  tone: 'like' | 'repost' | 'bookmark'
  /** Null where nothing came of it. */
  onPress: () => Promise<void> | null
  small?: boolean
  /** The key that presses it. */
  shortcut?: 'l' | 'b'
  children?: ReactNode
}

export function ReactionButton({
  icon,
  label,
  done,
  tone,
  onPress,
  small = false,
  shortcut,
  children,
}: ReactionButtonProps) {
  // Pressed at once, whatever the rest of the page takes to follow.
  const [isPressed, showPressed] = useOptimistic(done)
  const press = () => {
    const acting = onPress()
    if (!acting) return
    startTransition(async () => {
      showPressed(!done)
      await acting
    })
  }
  return (
    <button
      type="button"
      className={`${styles.reaction} ${styles[tone]} ${small ? styles.slot : ''}`}
      data-shortcut={shortcut}
      aria-pressed={isPressed}
      aria-label={label}
      title={label}
      onClick={press}
    >
      <Icon name={icon} size={small ? 16 : 20} filled={isPressed && tone !== 'repost'} />
      {children !== undefined && <span className={styles.count}>{children}</span>}
    </button>
  )
}
