import type { MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { codeOf, retryAfterOf } from '../../api/outage.ts'
import { afterPaint } from '../../browser/after-paint.ts'
import { useViewer } from '../viewer/use-viewer.ts'
import { type Act, keepAct } from './pending-act.ts'

type Answer = { data?: unknown; error?: unknown }

/** Why an act was not done, and the error that came instead of an answer. */
export type ActTrouble = { says: MessageDescriptor | null; error?: unknown }

type Acting = {
  /** Resolves when it is done or refused; null where the reader was led away instead. */
  act: (wanted: Act, run: () => Promise<Answer>) => Promise<void> | null
  /** Of the last act. */
  trouble: ActTrouble
}

/** Runs a small act of the reader; a guest is led to sign in, and the act is done when they are back. */
export function useAct(): Acting {
  const { viewer, pending } = useViewer()
  const { pathname, search, hash } = useLocation()
  const navigate = useNavigate()
  const [trouble, setTrouble] = useState<ActTrouble>({ says: null })

  const leadToSignIn = (wanted: Act) => {
    const next = pathname + search + hash
    keepAct(wanted, next)
    void navigate(`/sign-in?next=${encodeURIComponent(next)}`)
  }

  const settle = (wanted: Act, { data, error }: Answer) => {
    if (codeOf(error) === 'UNAUTHENTICATED') return leadToSignIn(wanted)
    setTrouble({ says: troubleOf(data, error), error: error ?? {} })
  }

  return {
    act: (wanted, run) => {
      // Of whom it is not known yet, the forum's answer says it.
      if (!viewer && !pending) {
        leadToSignIn(wanted)
        return null
      }
      return afterPaint()
        .then(run)
        .catch((error: unknown) => ({ error }))
        .then((answer) => settle(wanted, answer))
    },
    trouble,
  }
}

function troubleOf(data: unknown, error: unknown): MessageDescriptor | null {
  const code = codeOf(error)
  if (code === 'AUTH_UNAVAILABLE')
    return msg`That was not done: signing in is not possible at the moment. Try again in a minute.`
  if (code === 'RATE_LIMITED') return tooMuch(retryAfterOf(error))
  if (code) return msg`That was not done: the forum did not answer. Try again.`
  const problem = problemOf(data)
  switch (problem?.__typename) {
    case undefined:
      return null
    case 'NotFound':
      return msg`That was not done: it is not here any more.`
    case 'RateLimited':
      return tooMuch(problem?.retryAfterSeconds ?? null)
    default:
      return msg`That was not done: it is not allowed here.`
  }
}

function tooMuch(seconds: number | null): MessageDescriptor {
  if (seconds === null) return msg`That was not done: too much at once. Wait a little and try again.`
  return msg`That was not done: too much at once. ${plural(seconds, {
    one: 'Try again in # second.',
    other: 'Try again in # seconds.',
  })}`
}

type Problem = { __typename?: string; retryAfterSeconds?: number }

/** A mutation's only answer when it is not a success. */
function problemOf(data: unknown): Problem | null {
  const [result] = Object.values((data ?? {}) as Record<string, Problem | null>) // one root field a mutation, by convention of the schema
  const name = result?.__typename
  return !name || name.endsWith('Success') ? null : (result ?? null)
}
