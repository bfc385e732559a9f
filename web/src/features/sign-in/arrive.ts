import type { NavigateFunction } from 'react-router'
import { client, startAsViewer } from '../../api/client.ts'
import { tellTabs } from '../../session/tabs.ts'
import { takeAct } from '../reactions/pending-act.ts'
import { performAct } from './perform-act.ts'
import { safeNext } from './safe-next.ts'

/** After signing in or up: back to where the reader came from, with what they wanted to do done. */
export async function arrive(navigate: NavigateFunction, next: string | null): Promise<void> {
  await startAsViewer()
  tellTabs('signed-in')
  const act = takeAct(next)
  // They are signed in whatever becomes of it: where it was not done, the button that they come back to says so.
  if (act) await performAct(act).catch(() => undefined)
  await client.refetchQueries({ include: 'active' })
  await navigate(safeNext(next), { replace: true })
}
