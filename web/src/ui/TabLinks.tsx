import { AppLink, AppNavLink } from './AppLink.tsx'
import styles from './TabLinks.module.css'

/** Views of one thing as links: each has its own address. `current` is for views that differ in the query only. */
export function TabLinks({ label, tabs }: { label: string; tabs: { to: string; word: string; current?: boolean }[] }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      <ul>
        {tabs.map(({ to, word, current }) => (
          <li key={to}>
            {current === undefined ? (
              <AppNavLink to={to} end>
                {word}
              </AppNavLink>
            ) : (
              <AppLink to={to} aria-current={current ? 'page' : undefined}>
                {word}
              </AppLink>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}
