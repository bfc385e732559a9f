import { ApolloClient } from '@apollo/client'
import { waitUntil } from '../browser/waiting.ts'
import { answerOfTabs } from '../session/answer-of-tabs.ts'
import { createRefresher } from '../session/refresh.ts'
import { sendRefresh } from '../session/send-refresh.ts'
import { createSessionFetch } from '../session/session-fetch.ts'
import { type SessionState, setSessionState } from '../session/session-state.ts'
import { tellTabs } from '../session/tabs.ts'
import { createCache, defaultOptions } from './cache.ts'
import { createHashLink } from './hash-link.ts'
import { pageIsOutdated } from './outdated.ts'
import { createPatientFetch, pause } from './patient-fetch.ts'

const refresh = createRefresher({
  send: sendRefresh,
  locks: navigator.locks,
  last: answerOfTabs,
  now: Date.now,
  announce: (outcome) => {
    if (outcome === 'ended') tellTabs('session-ended')
  },
})

const plainFetch: typeof fetch = (input, init) => fetch(input, init)
const patientFetch = createPatientFetch({ fetch: plainFetch, now: Date.now, pause, onWait: waitUntil })

const session = { refresh, now: Date.now, onState: onSessionState }

export const client = new ApolloClient({
  link: createHashLink({
    fetch: {
      query: createSessionFetch({ ...session, fetch: patientFetch, isWrite: false }),
      mutation: createSessionFetch({ ...session, fetch: plainFetch, isWrite: true }),
    },
    onRefused: pageIsOutdated,
  }),
  cache: createCache(),
  defaultOptions,
})

let state: SessionState = 'fine'

function onSessionState(next: SessionState): void {
  // A guest's good answers do not take back the word that the session ended; signing in does.
  if (state === 'ended' && next !== 'ended') return
  const isNews = state !== next
  const wasGuest = state === 'away'
  state = next
  setSessionState(next)
  // What the page shows was asked for as somebody else. After the answers that are under way, so that none of them is lost.
  if (isNews && (next === 'ended' || wasGuest)) setTimeout(() => void client.refetchQueries({ include: 'active' }), 0)
}

/** After signing in: everything is asked for anew, as the new reader. */
export async function startAsViewer(): Promise<void> {
  state = 'fine'
  setSessionState('fine')
  await client.clearStore()
}

/** Another tab found the session over. */
export function sessionEndedElsewhere(): void {
  onSessionState('ended')
}

/** The notice was read and put away. */
export function forgetSessionEnd(): void {
  state = 'fine'
  setSessionState('fine')
}
