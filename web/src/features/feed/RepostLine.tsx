import { Plural, Trans } from '@lingui/react/macro'
import { Fragment } from 'react'
import type { PersonNameFragment } from '../people/generated/person.ts'
import { PersonLink } from '../people/PersonLink.tsx'
import styles from './feed.module.css'

/** Why a post stands in Following: who of those passed it on. */
export function RepostLine({ people, count }: { people: (PersonNameFragment | null)[]; count: number }) {
  const named = people.filter((person) => person !== null).slice(0, 2)
  const others = count - named.length
  return (
    <p className={styles.reposted}>
      <Trans>Reposted by</Trans>{' '}
      {named.map((person, index) => (
        <Fragment key={person.id}>
          {index > 0 && ', '}
          <PersonLink person={person} />
        </Fragment>
      ))}{' '}
      {others > 0 && <Plural value={others} one="and # more" other="and # more" />}
    </p>
  )
}
