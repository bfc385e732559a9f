import { Plural, Trans } from '@lingui/react/macro'

/** How often a post was opened and by how many people: in Russian each of the two numbers has its own forms. */
export function ReadingCount({ views, people }: { views: number; people: number }) {
  if (people === 0) return <Plural value={views} one="# view" other="# views" />
  return (
    <Trans>
      <Plural value={views} one="# view" other="# views" /> by <Plural value={people} one="# person" other="# people" />
    </Trans>
  )
}
