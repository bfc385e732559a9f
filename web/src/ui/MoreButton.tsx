import { msg } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { Trouble } from './Trouble.tsx'

/** Fetches the next page of a list; when it does not come, says so where it was asked for. */
export function MoreButton({ onMore, children }: { onMore: () => Promise<unknown>; children: ReactNode }) {
  const [state, setState] = useState<'idle' | 'loading' | { error: unknown }>('idle')
  const press = () => {
    setState('loading')
    onMore().then(
      () => setState('idle'),
      (error: unknown) => setState({ error }),
    )
  }
  const failure = typeof state === 'object' ? state : null
  return (
    <div>
      <Button onClick={press} disabled={state === 'loading'}>
        {children}
      </Button>
      <Trouble
        says={failure ? msg`The rest did not come: the forum did not answer. Try again.` : null}
        error={failure?.error}
      />
    </div>
  )
}
