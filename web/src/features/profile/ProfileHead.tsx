import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { Role } from '../../generated/schema.ts'
import { MoreMenu } from '../../overlays/MoreMenu.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Away } from '../../ui/Away.tsx'
import { Margin } from '../../ui/Margin.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { usePageHead } from '../../ui/page-head.ts'
import { ExactTime, useFullDate } from '../../ui/Time.tsx'
import { PersonSuspension } from '../administration/PersonSuspension.tsx'
import { RoleChoice } from '../administration/RoleChoice.tsx'
import { FollowButton } from '../follow/FollowButton.tsx'
import { HiddenNote } from '../hiding/HiddenNote.tsx'
import { useHiding } from '../hiding/use-hiding.tsx'
import { PersonRemoval } from '../moderation/PersonRemoval.tsx'
import { useViewer } from '../viewer/use-viewer.ts'
import type { ProfileQuery } from './generated/profile.ts'
import styles from './profile.module.css'

type Person = NonNullable<ProfileQuery['user']>

export function ProfileHead({ person, error }: { person: Person; error: unknown }) {
  const { t } = useLingui()
  const { viewer } = useViewer()
  usePageHead({ type: 'profile', description: person.bio })
  // The whole date: of a month alone Russian has only the nominative, which does not follow "с".
  const joined = useFullDate(person.createdAt)
  const hiding = useHiding(person)
  const hidingItems = hiding.items({ blocks: person.viewerBlocks === true, mutes: person.viewerMutes === true })
  const { stats, followerCount, followingCount, handle } = person
  return (
    <header className={styles.head}>
      <div className={styles.name}>
        <Avatar id={person.id} size={48} />
        <div>
          <PageTitle title={person.displayName} />
          <p className={styles.quiet}>
            @{handle}
            {person.role === 'ADMIN' && (
              <>
                {' '}
                · <Trans>administrator</Trans>
              </>
            )}
            {person.role === 'MODERATOR' && (
              <>
                {' '}
                · <Trans>moderator</Trans>
              </>
            )}{' '}
            · <Trans>here since {joined}</Trans>
          </p>
        </div>
        <div className={styles.act}>
          {viewer?.id === person.id ? (
            <AppLink to="/settings">
              <Trans>Edit your profile</Trans>
            </AppLink>
          ) : (
            <>
              {!person.viewerBlocks && <FollowButton person={person} />}
              {hidingItems.length > 0 && <MoreMenu label={t`More about this person`} items={hidingItems} />}
              {hiding.rest}
            </>
          )}
        </div>
      </div>
      <HiddenNote person={person} />
      {person.bio && (
        <p className={styles.bio} dir="auto">
          {person.bio}
        </p>
      )}
      {viewer && viewer.id !== person.id && isAbove(viewer.user.role, person.role) && (
        <>
          <PersonSuspension userId={person.id} handle={handle} viewerRole={viewer.user.role} />
          <PersonRemoval userId={person.id} />
        </>
      )}
      {viewer?.user.role === 'ADMIN' && viewer.id !== person.id && <RoleChoice userId={person.id} role={person.role} />}
      {followerCount !== null && followingCount !== null && (
        <p className={styles.quiet}>
          <AppLink to={`/u/${handle}/followers`}>
            <Plural value={followerCount} one="# follower" other="# followers" />
          </AppLink>
          {' · '}
          <AppLink to={`/u/${handle}/following`}>
            <Plural value={followingCount} one="follows # person" other="follows # people" />
          </AppLink>
        </p>
      )}
      <Margin label={t`Numbers of this person`}>
        {stats && (
          <div className={styles.numbers}>
            <p>
              <Plural value={stats.posts} one="# post" other="# posts" />
            </p>
            <p>
              <Plural value={stats.comments} one="# comment" other="# comments" />
            </p>
            <p>
              <Plural value={stats.likesReceived} one="# like received" other="# likes received" />
            </p>
            <p>
              <Plural value={stats.viewsReceived} one="# view received" other="# views received" />
            </p>
            <p className={styles.asOf}>
              <Trans>
                As of <ExactTime at={stats.asOf} />
              </Trans>
            </p>
          </div>
        )}
        {person.stats === null && (
          <Away error={error}>
            <Trans>The numbers of this person are not available at the moment.</Trans>
          </Away>
        )}
      </Margin>
    </header>
  )
}

/** Nobody acts upon an equal or a higher rank. */
const isAbove = (viewer: Role, person: Role): boolean =>
  (viewer === 'ADMIN' && person !== 'ADMIN') || (viewer === 'MODERATOR' && person === 'USER')
