import { Trans } from '@lingui/react/macro'
import { useLocation } from 'react-router'
import { AppLink } from '../../ui/AppLink.tsx'
import { WithoutScripts } from '../../ui/WithoutScripts.tsx'
import { addressAfter } from './address.ts'
import type { PartEnd } from './Parts.tsx'

/** Without scripts the next part of a list is a page of its own. */
export function NextPart({ end }: { end: PartEnd }) {
  const { pathname, search } = useLocation()
  return (
    <WithoutScripts>
      {end.hasNextPage && end.endCursor && (
        <AppLink to={addressAfter(pathname, search, end.endCursor)}>
          <Trans>Older posts</Trans>
        </AppLink>
      )}
    </WithoutScripts>
  )
}
