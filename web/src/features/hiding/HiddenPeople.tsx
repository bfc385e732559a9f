import { useApolloClient } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { PersonLink } from '../people/PersonLink.tsx'
import { BlockedPeopleDocument, type HiddenPeopleFragment, MutedPeopleDocument } from './generated/hiding.ts'
import styles from './hiding.module.css'
import { useHiding } from './use-hiding.tsx'

type List = 'blocked' | 'muted'

export function HiddenPeople({ list, people }: { list: List; people: HiddenPeopleFragment }) {
  const client = useApolloClient()
  const hidden = people.edges.flatMap(({ node }) =>
    node && (list === 'blocked' ? node.viewerBlocks : node.viewerMutes) ? [node] : [],
  )
  // Into the list that the page holds.
  const fetchMore = () => {
    const rest = { variables: { after: people.pageInfo.endCursor }, fetchPolicy: 'network-only' } as const
    return list === 'blocked'
      ? client.query({ query: BlockedPeopleDocument, ...rest })
      : client.query({ query: MutedPeopleDocument, ...rest })
  }
  return (
    <>
      {hidden.length > 0 && (
        <ul className={styles.rows}>
          {hidden.map((person) => (
            <HiddenPerson key={person.id} person={person} list={list} />
          ))}
        </ul>
      )}
      {hidden.length === 0 && !people.pageInfo.hasNextPage && (
        <EmptyState>
          {list === 'blocked' ? <Trans>You have blocked nobody.</Trans> : <Trans>You have muted nobody.</Trans>}
        </EmptyState>
      )}
      {people.pageInfo.hasNextPage && (
        <MoreButton onMore={fetchMore}>
          <Trans>More people</Trans>
        </MoreButton>
      )}
    </>
  )
}

type Person = NonNullable<HiddenPeopleFragment['edges'][number]['node']>

function HiddenPerson({ person, list }: { person: Person; list: List }) {
  const { t } = useLingui()
  const { run, rest } = useHiding(person)
  const { displayName: name } = person
  const [label, word] = {
    blocked: [t`Unblock ${name}`, t`Unblock`],
    muted: [t`Unmute ${name}`, t`Unmute`],
  }[list]
  return (
    <li>
      <PersonLink person={person} />
      <Button aria-label={label} onClick={() => void run(list === 'blocked' ? 'unblock' : 'unmute')}>
        {word}
      </Button>
      {rest}
    </li>
  )
}
