import { Trans, useLingui } from '@lingui/react/macro'
import { AppLink } from '../../ui/AppLink.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { SignOutButton } from '../sign-in/SignOutButton.tsx'
import { useViewer } from '../viewer/use-viewer.ts'
import styles from './you.module.css'

/** Everything that is the reader's own, as a list of words: what the bar below leads to on a telephone. */
export function YouPage() {
  const { viewer, pending } = useViewer()
  const { t } = useLingui()
  if (pending) return <Lines rows={2} />
  return (
    <>
      <PageTitle title={viewer ? viewer.user.displayName : t`You`} />
      <ul className={styles.words}>
        {viewer ? (
          <>
            <li>
              <AppLink to={`/u/${viewer.user.handle}`}>
                <Trans>Your page</Trans>
              </AppLink>
            </li>
            <li>
              <AppLink to="/inbox">
                <Trans>Inbox</Trans>
              </AppLink>
            </li>
            <li>
              <AppLink to="/bookmarks">
                <Trans>Bookmarks</Trans>
              </AppLink>
            </li>
            <li>
              <AppLink to="/statistics">
                <Trans>Statistics</Trans>
              </AppLink>
            </li>
            <li>
              <AppLink to="/settings">
                <Trans>Settings</Trans>
              </AppLink>
            </li>
            {viewer.user.role !== 'USER' && (
              <li>
                <AppLink to="/moderation/log">
                  <Trans>Moderation log</Trans>
                </AppLink>
              </li>
            )}
            {viewer.user.role === 'ADMIN' && (
              <li>
                <AppLink to="/admin">
                  <Trans>Administration</Trans>
                </AppLink>
              </li>
            )}
            <li>
              <SignOutButton />
            </li>
          </>
        ) : (
          <>
            <li>
              <AppLink to="/sign-in">
                <Trans>Sign in</Trans>
              </AppLink>
            </li>
            <li>
              <AppLink to="/sign-up">
                <Trans>Sign up</Trans>
              </AppLink>
            </li>
            <li>
              <AppLink to="/settings">
                <Trans>Language and theme</Trans>
              </AppLink>
            </li>
          </>
        )}
      </ul>
    </>
  )
}
