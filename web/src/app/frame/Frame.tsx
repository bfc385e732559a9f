import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, type MouseEvent, Suspense } from 'react'
import { Outlet } from 'react-router'
import { LeaveGuard } from '../../features/drafts/LeaveGuard.tsx'
import { UnseenCount } from '../../features/inbox/UnseenCount.tsx'
import { unseenText } from '../../features/inbox/unseen-text.ts'
import { useUnseen } from '../../features/inbox/use-unseen.ts'
import { useViewer } from '../../features/viewer/use-viewer.ts'
import { AppLink, AppNavLink } from '../../ui/AppLink.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { useSiteName } from '../../ui/site-name.ts'
import { useSetTitleMark } from '../../ui/title-mark.ts'
import { ShortcutSheet } from '../shortcuts/ShortcutSheet.tsx'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import { AccountWords } from './AccountWords.tsx'
import styles from './frame.module.css'
import { OutdatedNotice } from './OutdatedNotice.tsx'
import { SessionNotice } from './SessionNotice.tsx'
import { useHeaderHides } from './use-header-hides.ts'
import { useIsLate } from './use-late.ts'
import { useScrollRestoration } from './use-scroll-restoration.ts'
import { useTabs } from './use-tabs.ts'

/** Few people ever see it. */
const LeavingNotice = lazy(() =>
  import('../../features/deletion/LeavingNotice.tsx').then((module) => ({ default: module.LeavingNotice })),
)

/** By hand, so that skipping is no step of the history. */
function skip(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

type Place = { to: string; icon: IconName; word: string; also?: string[]; count?: number }

/** The reading room: a list of words beside the text, a bar above it, or a bar below, by the width of the window. */
export function Frame() {
  const { t } = useLingui()
  const siteName = useSiteName()
  const headerHidden = useHeaderHides()
  const isLate = useIsLate()
  useScrollRestoration()
  useShortcuts()
  useTabs()
  const { viewer } = useViewer()
  const unseen = useUnseen()
  useSetTitleMark(unseen > 0 ? `(${unseenText(unseen)}) ` : '')

  const feed: Place = { to: '/', icon: 'feed', word: t`Feed`, also: ['/active', '/hot', '/top', '/following'] }
  const search: Place = { to: '/search', icon: 'search', word: t`Search`, also: ['/tags'] }
  const write: Place = { to: '/write', icon: 'write', word: t`Write` }
  const numbers: Place = { to: '/statistics', icon: 'numbers', word: t`Statistics` }
  const inbox: Place = { to: '/inbox', icon: 'inbox', word: t`Inbox`, count: unseen }
  const bookmarks: Place = { to: '/bookmarks', icon: 'bookmark', word: t`Bookmarks` }
  const you: Place = { to: '/you', icon: 'person', word: t`You` }

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main" onClick={skip}>
        <Trans>Skip to the text</Trans>
      </a>
      <header className={styles.header} data-hidden={headerHidden || undefined}>
        <AppLink to="/" className={styles.brand}>
          {siteName}
        </AppLink>
        <nav className={styles.words} aria-label={t`Main`}>
          <ul>
            {[feed, search, write, ...(viewer ? [inbox] : []), bookmarks, numbers].map(
              ({ to, word, also, count = 0 }) => (
                <li key={to}>
                  <AppNavLink to={to} end={to === '/'} also={also}>
                    {word}
                    <UnseenCount count={count} />
                  </AppNavLink>
                </li>
              ),
            )}
          </ul>
        </nav>
        <AccountWords />
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        <OutdatedNotice />
        <SessionNotice />
        {viewer?.deletionAt && (
          <Suspense fallback={null}>
            <LeavingNotice className={styles.notice} deletionAt={viewer.deletionAt} />
          </Suspense>
        )}
        {isLate && <Lines />}
        <div hidden={isLate} className={styles.page}>
          <Outlet />
        </div>
      </main>
      <LeaveGuard />
      <ShortcutSheet />
      <footer className={styles.footer}>
        <AppLink to="/about">
          <Trans>About</Trans>
        </AppLink>
        <AppLink to="/settings">
          <Trans>Language and theme</Trans>
        </AppLink>
        <a href="/schema.graphql">
          <Trans>For programs: the GraphQL schema</Trans>
        </a>
      </footer>
      <nav className={styles.bar} aria-label={t`Main`}>
        <ul>
          {[feed, search, write, viewer ? inbox : numbers, you].map(({ to, icon, word, also, count = 0 }) => (
            <li key={to}>
              <AppNavLink to={to} end={to === '/'} also={also}>
                <Icon name={icon} />
                <span>
                  {word}
                  <UnseenCount count={count} />
                </span>
              </AppNavLink>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}
