import { Trans, useLingui } from '@lingui/react/macro'
import { useLocation } from 'react-router'
import { useViewer } from '../../features/viewer/use-viewer.ts'
import { AppLink, AppNavLink } from '../../ui/AppLink.tsx'
import styles from './frame.module.css'

/** The reader's own corner of the frame: who they are, or the way in. */
export function AccountWords() {
  const { viewer, pending } = useViewer()
  const { t } = useLingui()
  const { pathname, search } = useLocation()
  const next = pathname.startsWith('/sign-') ? '' : `?next=${encodeURIComponent(pathname + search)}`
  return (
    <nav className={styles.account} aria-label={t`Account`} data-pending={pending || undefined}>
      {viewer ? (
        <ul>
          <li className={styles.wideOnly}>
            <AppNavLink to={`/u/${viewer.user.handle}`}>{viewer.user.displayName}</AppNavLink>
          </li>
          <li className={styles.wideOnly}>
            <AppNavLink to="/settings">
              <Trans>Settings</Trans>
            </AppNavLink>
          </li>
          {viewer.user.role !== 'USER' && (
            <li className={styles.wideOnly}>
              <AppNavLink to="/moderation/log">
                <Trans>Moderation log</Trans>
              </AppNavLink>
            </li>
          )}
          {viewer.user.role === 'ADMIN' && (
            <li className={styles.wideOnly}>
              <AppNavLink to="/admin">
                <Trans>Administration</Trans>
              </AppNavLink>
            </li>
          )}
          <li className={styles.barOnly}>
            <AppNavLink to="/you">
              <Trans>You</Trans>
            </AppNavLink>
          </li>
        </ul>
      ) : (
        !pending && (
          <ul data-guest="">
            <li>
              <AppLink to={`/sign-in${next}`}>
                <Trans>Sign in</Trans>
              </AppLink>
            </li>
            <li>
              <AppLink to={`/sign-up${next}`}>
                <Trans>Sign up</Trans>
              </AppLink>
            </li>
          </ul>
        )
      )}
    </nav>
  )
}
