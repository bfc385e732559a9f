import { lazy, Suspense, useState } from 'react'
import { Icon } from '../ui/Icon.tsx'
import styles from './overlays.module.css'

export type MenuItem = { label: string; onPress: () => void; danger?: boolean }

const load = () => import('./MenuOverlay.tsx')
const MenuOverlay = lazy(() => load().then((module) => ({ default: module.MenuOverlay })))

/** The button of further acts. The menu itself is fetched when somebody comes near it. */
export function MoreMenu({ label, items }: { label: string; items: MenuItem[] }) {
  const [isOpen, setOpen] = useState(false)
  const fetchAhead = () => void load()
  const button = (
    <button
      type="button"
      className={styles.more}
      aria-label={label}
      title={label}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onPointerEnter={fetchAhead}
      onFocus={fetchAhead}
      onClick={() => setOpen(true)}
    >
      <Icon name="more" />
    </button>
  )
  if (!isOpen) return button
  return (
    <Suspense fallback={button}>
      <MenuOverlay label={label} items={items} onClose={() => setOpen(false)} />
    </Suspense>
  )
}
