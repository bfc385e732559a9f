import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { PersonLink } from '../people/PersonLink.tsx'
import { BlockedPeopleDocument, MutedPeopleDocument } from './generated/hiding.ts'
import styles from './hiding.module.css'
import { useHiding } from './use-hiding.tsx'

type List = 'blocked' | 'muted'

export function HiddenPeople({ list }: { list: List }) {
  const options = { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } as const
  const blocked = useQuery(BlockedPeopleDocument, { ...options, skip: list !== 'blocked' })
  const muted = useQuery(MutedPeopleDocument, { ...options, skip: list !== 'muted' })
  const { error, loading, refetch, fetchMore } = list === 'blocked' ? blocked : muted
  const people = list === 'blocked' ? blocked.data?.viewer?.blocked : muted.data?.viewer?.muted

  if (!people) {
    if (loading) return <Lines rows={2} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>This list cannot be fetched at the moment.</Trans>
      </ErrorState>
    )
  }
  if (people.edges.length === 0) {
    return (
      <EmptyState>
        {list === 'blocked' ? <Trans>You have blocked nobody.</Trans> : <Trans>You have muted nobody.</Trans>}
      </EmptyState>
    )
  }
  return (
    <>
      <ul className={styles.rows}>
        {people.edges.map(({ node }) => node && <HiddenPerson key={node.id} person={node} list={list} />)}
      </ul>
      {people.pageInfo.hasNextPage && (
        <MoreButton onMore={() => fetchMore({ variables: { after: people.pageInfo.endCursor } })}>
          <Trans>More people</Trans>
        </MoreButton>
      )}
    </>
  )
}

type Person = {
  id: string
  handle: string
  displayName: string
  viewerBlocks: boolean | null
  viewerMutes: boolean | null
}

/** Stays where it is when it is shown again, so that a press can be taken back and the focus has a place. */
function HiddenPerson({ person, list }: { person: Person; list: List }) {
  const { t } = useLingui()
  const { run, rest } = useHiding(person)
  const { displayName: name } = person
  const isHidden = list === 'blocked' ? person.viewerBlocks : person.viewerMutes
  const [label, word] = {
    blocked: [t`Unblock ${name}`, t`Unblock`],
    muted: [t`Unmute ${name}`, t`Unmute`],
  }[list]
  if (!isHidden) return null
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
