import { Trans } from '@lingui/react/macro'
import { AppLink } from '../../ui/AppLink.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import type { PersonNameFragment } from './generated/person.ts'
import styles from './people.module.css'

type PersonLinkProps = { person: PersonNameFragment | null; away?: boolean; avatar?: boolean }

/** A person's name as a link; without one, why: the account is gone, or people cannot be asked about now. */
export function PersonLink({ person, away = false, avatar = false }: PersonLinkProps) {
  if (person) {
    return (
      <AppLink to={`/u/${person.handle}`} dir="auto" className={styles.name} title={`@${person.handle}`}>
        {avatar && <Avatar id={person.id} size={20} />}
        {person.displayName}
      </AppLink>
    )
  }
  return (
    <span className={styles.nobody}>
      {away ? <Trans>name not available now</Trans> : <Trans>deleted account</Trans>}
    </span>
  )
}
