import type { ReactNode } from 'react'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import styles from './reactions.module.css'

type ReactionButtonProps = {
  icon: IconName
  /** What pressing does, for a screen reader and the tooltip. */
  label: string
  done: boolean
  tone: 'like' | 'repost' | 'bookmark'
  onPress: () => void
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
  return (
    <button
      type="button"
      className={`${styles.reaction} ${styles[tone]} ${small ? styles.slot : ''}`}
      data-shortcut={shortcut}
      aria-pressed={done}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <Icon name={icon} size={small ? 16 : 20} filled={done && tone !== 'repost'} />
      {children !== undefined && <span className={styles.count}>{children}</span>}
    </button>
  )
}
