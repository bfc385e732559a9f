import { Plural } from '@lingui/react/macro'
import { Avatar } from '../../ui/Avatar.tsx'
import { FollowButton } from '../follow/FollowButton.tsx'
import type { PersonRowFragment } from './generated/person.ts'
import { PersonLink } from './PersonLink.tsx'
import styles from './people.module.css'

export function PersonRow({ person }: { person: PersonRowFragment }) {
  return (
    <li className={styles.row}>
      <Avatar id={person.id} size={32} />
      <div>
        <PersonLink person={person} /> <span className={styles.handle}>@{person.handle}</span>
        {person.bio && (
          <p className={styles.bio} dir="auto">
            {person.bio}
          </p>
        )}
        {person.followerCount !== null && person.followerCount > 0 && (
          <p className={styles.handle}>
            <Plural value={person.followerCount} one="# follower" other="# followers" />
          </p>
        )}
      </div>
      <FollowButton person={person} />
    </li>
  )
}
