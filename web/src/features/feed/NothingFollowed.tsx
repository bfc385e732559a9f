import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PersonRow } from '../people/PersonRow.tsx'
import { useViewer } from '../viewer/use-viewer.ts'
import { SuggestedPeopleDocument } from './generated/feed.ts'
import { inLanguageFirst } from './in-language-first.ts'

const maxSuggested = 8

/** An empty Following: whom one could follow, by the likes that their writing received. */
export function NothingFollowed() {
  const { i18n } = useLingui()
  const { viewer } = useViewer()
  const { data } = useQuery(SuggestedPeopleDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const others = (data?.topUsers?.items ?? []).flatMap(({ user }) => (user && user.id !== viewer?.id ? [user] : []))
  const people = inLanguageFirst(others, i18n.locale).slice(0, maxSuggested)
  return (
    <>
      <EmptyState>
        {people.length > 0 ? (
          <Trans>Nothing here yet. Follow a few people, and what they write and repost is gathered here.</Trans>
        ) : (
          <Trans>
            Nothing here yet. Follow somebody from their page, and what they write and repost is gathered here.
          </Trans>
        )}
      </EmptyState>
      {people.length > 0 && (
        <section>
          <h2>
            <Trans>People whom others like to read</Trans>
          </h2>
          <ul>
            {people.map((person) => (
              <PersonRow key={person.id} person={person} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
