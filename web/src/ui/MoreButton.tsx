import { msg } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { Trouble } from './Trouble.tsx'

/** Fetches the next page of a list; when it does not come, says so where it was asked for. */
export function MoreButton({ onMore, children }: { onMore: () => Promise<unknown>; children: ReactNode }) {
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle')
  const press = () => {
    setState('loading')
    onMore().then(
      () => setState('idle'),
      () => setState('failed'),
    )
  }
  return (
    <div>
      <Button onClick={press} disabled={state === 'loading'}>
        {children}
      </Button>
      <Trouble says={state === 'failed' ? msg`The rest did not come: the forum did not answer. Try again.` : null} />
    </div>
  )
}
