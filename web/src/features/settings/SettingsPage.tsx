import { Trans, useLingui } from '@lingui/react/macro'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { DeletionSettings } from '../deletion/DeletionSettings.tsx'
import { OwnData } from '../exports/OwnData.tsx'
import { InboxSettings } from '../inbox/InboxSettings.tsx'
import { InviteSettings } from '../invites/InviteSettings.tsx'
import { SignOutButton } from '../sign-in/SignOutButton.tsx'
import { useViewer } from '../viewer/use-viewer.ts'
import { AppearanceSettings } from './AppearanceSettings.tsx'
import { DeviceSettings } from './DeviceSettings.tsx'
import { EmailSettings } from './EmailSettings.tsx'
import { PasswordSettings } from './PasswordSettings.tsx'
import { ProfileSettings } from './ProfileSettings.tsx'
import styles from './settings.module.css'

export function SettingsPage() {
  const { t } = useLingui()
  const { viewer, pending } = useViewer()
  return (
    <div className={styles.page}>
      <PageTitle title={t`Settings`} />
      <section aria-labelledby="appearance">
        <h2 id="appearance">
          <Trans>Language and theme</Trans>
        </h2>
        <AppearanceSettings />
      </section>
      {viewer && !viewer.deletionAt && (
        <>
          <section aria-labelledby="profile">
            <h2 id="profile">
              <Trans>Profile</Trans>
            </h2>
            <ProfileSettings user={viewer.user} />
          </section>
          <section aria-labelledby="email">
            <h2 id="email">
              <Trans>E-mail</Trans>
            </h2>
            <EmailSettings />
          </section>
          <section aria-labelledby="password">
            <h2 id="password">
              <Trans>Password</Trans>
            </h2>
            <PasswordSettings email={viewer.email} />
          </section>
          <section aria-labelledby="inbox">
            <h2 id="inbox">
              <Trans>Inbox</Trans>
            </h2>
            <InboxSettings />
          </section>
          <section aria-labelledby="invites">
            <h2 id="invites">
              <Trans>Invites</Trans>
            </h2>
            <InviteSettings />
          </section>
          <section aria-labelledby="hidden">
            <h2 id="hidden">
              <Trans>Blocked and muted</Trans>
            </h2>
            <AppLink to="/settings/hidden">
              <Trans>People and words that you do not want to meet</Trans>
            </AppLink>
          </section>
          <section aria-labelledby="own-data">
            <h2 id="own-data">
              <Trans>Your data</Trans>
            </h2>
            <OwnData />
          </section>
          <section aria-labelledby="own-end">
            <h2 id="own-end">
              <Trans>The end of the account</Trans>
            </h2>
            <DeletionSettings />
          </section>
          <section aria-labelledby="leave">
            <h2 id="leave">
              <Trans>This device</Trans>
            </h2>
            <SignOutButton />
          </section>
          {/* The last, because its list comes later than the rest and would move what stands below it. */}
          <section aria-labelledby="devices">
            <h2 id="devices">
              <Trans>Devices</Trans>
            </h2>
            <DeviceSettings />
          </section>
        </>
      )}
      {viewer?.deletionAt && (
        <section aria-labelledby="own-data">
          <h2 id="own-data">
            <Trans>Your data</Trans>
          </h2>
          <OwnData />
          <SignOutButton />
        </section>
      )}
      {!viewer && !pending && (
        <EmptyState action={{ to: '/sign-in?next=/settings', label: t`Sign in` }}>
          <Trans>Profile, password and devices are here for those who are signed in.</Trans>
        </EmptyState>
      )}
    </div>
  )
}
