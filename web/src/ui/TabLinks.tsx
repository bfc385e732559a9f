import { AppNavLink } from './AppLink.tsx'
import styles from './TabLinks.module.css'

/** Views of one thing as links: each has its own address. */
export function TabLinks({ label, tabs }: { label: string; tabs: { to: string; word: string; current?: boolean }[] }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      <ul>
        {tabs.map(({ to, word, current }) => (
          <li key={to}>
            <AppNavLink to={to} end className={current ? styles.current : undefined}>
              {word}
            </AppNavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
