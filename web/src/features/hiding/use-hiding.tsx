import { useApolloClient } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '../../overlays/ConfirmDialog.tsx'
import type { MenuItem } from '../../overlays/menu-item.ts'
import { Trouble } from '../../ui/Trouble.tsx'
import { useViewer } from '../viewer/use-viewer.ts'
import type { HidingAct } from './perform-hiding.ts'

type Person = { id: string; displayName: string }
type State = { blocks: boolean; mutes: boolean }

const nobody: Person = { id: '', displayName: '' }

type Hiding = {
  /** What may be done about a person; nothing for guests and about oneself. */
  items: (state: State) => MenuItem[]
  run: (act: HidingAct) => Promise<boolean>
  /** Stands beside what was pressed: the question before a block, and what went wrong. */
  rest: ReactNode
}

type Options = {
  /** Called before somebody is hidden, while what they wrote still stands; what it answers is called after. */
  beforeHiding?: () => () => void
}

/** Blocks or mutes somebody, and the other way round. Whoever is hidden leaves what is on the page at once. */
export function useHiding(given: Person | null, { beforeHiding }: Options = {}): Hiding {
  const { t } = useLingui()
  const client = useApolloClient()
  const { viewer } = useViewer()
  const [isAsking, setAsking] = useState(false)
  const [lost, setLost] = useState<{ error: unknown } | null>(null)
  const { id, displayName: name } = given ?? nobody

  const run = async (act: HidingAct) => {
    const afterHiding = hides(act) ? beforeHiding?.() : undefined
    // Few pages ever need it, so that it comes when it is asked for.
    const { isDone, error } = await import('./perform-hiding.ts')
      .then(({ performHiding }) => performHiding(client, act, id))
      .catch((failure: unknown) => ({ isDone: false, error: failure }))
    setLost(isDone ? null : { error: error ?? {} })
    if (isDone) afterHiding?.()
    return isDone
  }
  const press = (act: HidingAct) => () => void run(act)
  const items = ({ blocks, mutes }: State): MenuItem[] => {
    if (!viewer || !given || viewer.id === id) return []
    return [
      mutes
        ? { label: t`Unmute ${name}`, onPress: press('unmute') }
        : { label: t`Mute ${name}`, onPress: press('mute') },
      blocks
        ? { label: t`Unblock ${name}`, onPress: press('unblock') }
        : { label: t`Block ${name}`, onPress: () => setAsking(true), danger: true },
    ]
  }
  const rest = (
    <>
      <Trouble says={lost && msg`That was not done: the forum did not answer. Try again.`} error={lost?.error} />
      {isAsking && (
        <ConfirmDialog
          title={t`Block ${name}?`}
          body={t`You see nothing of them any more. Neither of you can follow, like or answer the other, and follows between you end. They are not told.`}
          action={t`Block`}
          refusal={t`Do not block`}
          onConfirm={() => {
            setAsking(false)
            void run('block')
          }}
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  )
  return { items, run, rest }
}

const hides = (act: HidingAct): boolean => act === 'block' || act === 'mute'
