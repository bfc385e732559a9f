import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useCallback, useState } from 'react'
import { useLocation } from 'react-router'
import { AppLink } from '../../ui/AppLink.tsx'
import { addressAfter } from './address.ts'
import styles from './feed.module.css'
import { Sentinel } from './Sentinel.tsx'
import { useFeedAddress } from './use-feed-address.ts'
import { partsThatLoadThemselves, useParts } from './use-parts.ts'

export type PartEnd = { hasNextPage: boolean; endCursor: string | null }

/** Told by each part when it has come, and where it ends. */
export type OnPart = (after: string | null, end: PartEnd) => void

type PartsProps = {
  label?: string
  /** What leads on, where it is no list of posts. */
  older?: ReactNode
  above?: ReactNode
  part: (after: string | null, onPart: OnPart) => ReactNode
}

/** A long list in parts: three come by themselves, then "Older posts" is a real link that begins the next three. The address keeps the place. */
export function Parts({ label, older, above, part }: PartsProps) {
  const { pathname, search } = useLocation()
  const { t } = useLingui()
  const { parts, grow } = useParts()
  const [ends, setEnds] = useState<Record<string, PartEnd>>({})
  useFeedAddress(pathname, search)

  const onPart = useCallback<OnPart>((after, end) => setEnds((known) => ({ ...known, [after ?? '']: end })), [])
  const start = parts[0] ?? null
  const end = ends[parts.at(-1) ?? '']
  const next = end?.hasNextPage ? end.endCursor : null
  const onReach = useCallback(() => next && grow(next), [next, grow])

  return (
    <>
      {start === null ? (
        above
      ) : (
        <p className={styles.newer}>
          <AppLink to={addressAfter(pathname, search, null)}>
            <Trans>Back to the beginning</Trans>
          </AppLink>
        </p>
      )}
      <section aria-label={label ?? t`Posts`} aria-busy={!end}>
        {parts.map((after) => part(after, onPart))}
      </section>
      {next && parts.length < partsThatLoadThemselves && <Sentinel onReach={onReach} />}
      {next && parts.length >= partsThatLoadThemselves && (
        <p className={styles.older}>
          <AppLink to={addressAfter(pathname, search, next)}>{older ?? <Trans>Older posts</Trans>}</AppLink>
        </p>
      )}
    </>
  )
}
