import { AsyncLocalStorage } from 'node:async_hooks'

/** The request that some work belongs to, wherever in it that work is. */
export type RequestScope = {
  readonly id: string
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal
}

/** Why work was given up: whoever asked for it has gone. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone'

  constructor() {
    super('the caller has gone')
  }
}

const scopes = new AsyncLocalStorage<RequestScope>()

/** The request that the running code belongs to; undefined in the background. */
export const currentRequest = (): RequestScope | undefined => scopes.getStore()

/** Runs `work`, and all that it awaits, as part of a request. An async function: what Prisma answers begins only when it is awaited. */
export const inRequest = <Result>(scope: RequestScope, work: () => Result): Result => scopes.run(scope, work)

/** Runs what several requests wait for, or what goes on after one: no caller's going ends it. An async function, as above. */
export const outsideRequests = <Result>(work: () => Result): Result => scopes.exit(work)

/** @throws CallerGone when nobody waits for this request any more */
export function throwIfCallerGone(): void {
  currentRequest()?.signal.throwIfAborted()
}
