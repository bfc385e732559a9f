import { useEffect } from 'react'
import { client, sessionEndedElsewhere, startAsViewer } from '../../api/client.ts'
import { onTabMessage } from '../../session/tabs.ts'

/** What happens to the session in one tab is seen in all of them. */
export function useTabs(): void {
  useEffect(
    () =>
      onTabMessage((message) => {
        if (message === 'session-ended') sessionEndedElsewhere()
        if (message === 'signed-in') void startAsViewer().then(() => client.refetchQueries({ include: 'active' }))
        // Nothing of a person who signed out may stay in any tab's memory; drafts are in storage.
        if (message === 'signed-out') location.reload()
      }),
    [],
  )
}
