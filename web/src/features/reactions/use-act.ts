import { msg } from '@lingui/core/macro'
import { useLocation, useNavigate } from 'react-router'
import { codeOf } from '../../app/apollo/outage.ts'
import { say } from '../../app/notices/notices.ts'
import { useViewer } from '../viewer/use-viewer.ts'
import { type Act, keepAct } from './pending-act.ts'

type Answer = { data?: unknown; error?: unknown }

/** Runs a small act of the reader; a guest is led to sign in, and the act is done when they are back. */
export function useAct(): { act: (wanted: Act, run: () => Promise<Answer>) => void } {
  const { viewer } = useViewer()
  const { pathname, search, hash } = useLocation()
  const navigate = useNavigate()

  const leadToSignIn = (wanted: Act) => {
    keepAct(wanted)
    void navigate(`/sign-in?next=${encodeURIComponent(pathname + search + hash)}`)
  }

  return {
    act: (wanted, run) => {
      if (!viewer) return leadToSignIn(wanted)
      void run().then(
        ({ data, error }) => report(data, error, () => leadToSignIn(wanted)),
        (error: unknown) => report(null, error, () => leadToSignIn(wanted)),
      )
    },
  }
}

function report(data: unknown, error: unknown, signIn: () => void): void {
  const code = codeOf(error)
  if (code === 'UNAUTHENTICATED') return signIn()
  if (code === 'AUTH_UNAVAILABLE')
    return say(msg`That was not done: signing in is not possible at the moment. Try again in a minute.`)
  if (code) return say(msg`That was not done: the forum did not answer. Try again.`)
  switch (problemOf(data)) {
    case null:
      return say(null)
    case 'NotFound':
      return say(msg`That was not done: it is not here any more.`)
    case 'RateLimited':
      return say(msg`That was not done: too much at once. Wait a little and try again.`)
    default:
      return say(msg`That was not done: it is not allowed here.`)
  }
}

/** The typename of a mutation's only answer when it is not a success. */
function problemOf(data: unknown): string | null {
  const [result] = Object.values((data ?? {}) as Record<string, { __typename?: string } | null>) // one root field a mutation, by convention of the schema
  const name = result?.__typename
  return !name || name.endsWith('Success') ? null : name
}
