import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useEffect, useRef } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { Button } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { TabLinks } from '../../ui/TabLinks.tsx'
import { FoundPeople } from './FoundPeople.tsx'
import { FoundPosts } from './FoundPosts.tsx'
import { PopularTags } from './PopularTags.tsx'
import styles from './search.module.css'

export function SearchPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { key } = useLocation()
  const [params] = useSearchParams()
  const query = params.get('q')?.trim() ?? ''
  const isPeople = params.get('in') === 'people'
  const field = useRef<HTMLInputElement>(null)

  // Nobody comes here for anything else; a search that was made keeps the focus where it is. After the page's title, which takes the focus in an effect too.
  useEffect(() => {
    if (query === '') field.current?.focus()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key is the navigation itself
  }, [key, query])

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const wanted = String(new FormData(event.currentTarget).get('q') ?? '').trim()
    void navigate(addressFor(wanted, isPeople))
  }

  return (
    <>
      <PageTitle title={query ? t`Search: ${query}` : t`Search`} />
      <search>
        <form className={styles.form} onSubmit={submit}>
          <input
            key={query}
            type="search"
            ref={field}
            name="q"
            aria-label={t`Search for`}
            defaultValue={query}
            placeholder={t`Words, or a name`}
            enterKeyHint="search"
          />
          <Button look="primary" type="submit">
            <Trans context="button">Search</Trans>
          </Button>
        </form>
      </search>
      {query === '' ? (
        <PopularTags />
      ) : (
        <>
          <TabLinksFor query={query} isPeople={isPeople} />
          {isPeople ? <FoundPeople key={query} query={query} /> : <FoundPosts key={key} query={query} />}
        </>
      )}
    </>
  )
}

function TabLinksFor({ query, isPeople }: { query: string; isPeople: boolean }) {
  const { t } = useLingui()
  return (
    <TabLinks
      label={t`Search in`}
      tabs={[
        { to: addressFor(query, false), word: t`Posts`, current: !isPeople },
        { to: addressFor(query, true), word: t`People`, current: isPeople },
      ]}
    />
  )
}

function addressFor(query: string, isPeople: boolean): string {
  const params = new URLSearchParams({ ...(query && { q: query }), ...(isPeople && { in: 'people' }) })
  return `/search${params.size > 0 ? `?${params}` : ''}`
}
