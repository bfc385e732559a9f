import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Icon } from '../ui/Icon.tsx'
import type { MenuItem } from './menu-item.ts'
import styles from './overlays.module.css'

const load = () => import('./MenuOverlay.tsx')
const MenuOverlay = lazy(() => load().then((module) => ({ default: module.MenuOverlay })))

/** The button of further acts. The menu itself is fetched when somebody comes near it. */
export function MoreMenu({ label, items }: { label: string; items: MenuItem[] }) {
  const [isOpen, setOpen] = useState(false)
  const place = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  const fetchAhead = () => void load()

  // The menu brings its own button while it is open; when it goes, the focus comes back to this one.
  useEffect(() => {
    if (wasOpen.current && !isOpen) place.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])

  const button = (
    <button
      ref={place}
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
