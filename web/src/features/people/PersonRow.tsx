import { Plural } from '@lingui/react/macro'
import { Avatar } from '../../ui/Avatar.tsx'
import { FollowButton } from '../follow/FollowButton.tsx'
import type { PersonRowFragment } from './generated/person.ts'
import { PersonLink } from './PersonLink.tsx'
import styles from './people.module.css'

export function PersonRow({ person }: { person: PersonRowFragment }) {
  const { followerCount } = person
  return (
    <li className={styles.row}>
      <Avatar id={person.id} size={32} />
      <div className={styles.who}>
        <p>
          <PersonLink person={person} />
        </p>
        <p className={styles.handle}>
          @{person.handle}
          {followerCount !== null && followerCount > 0 && (
            <>
              {' · '}
              <Plural value={followerCount} one="# follower" other="# followers" />
            </>
          )}
        </p>
      </div>
      <FollowButton person={person} />
      {person.bio && (
        <p className={styles.bio} dir="auto">
          {person.bio}
        </p>
      )}
    </li>
  )
}
