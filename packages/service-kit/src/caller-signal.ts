import type { ServerResponse } from 'node:http'
import { CallerGone } from './request-scope.ts'

/** A signal that is aborted with CallerGone when the caller closes its connection before it has the whole answer. */
export function callerSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  const onClose = () => {
    if (!response.writableFinished) gone.abort(new CallerGone())
  }
  if (response.destroyed) onClose()
  else response.once('close', onClose)
  return gone.signal
}
