import type { Dispatcher } from 'undici'

export type PoolAnswer = { status: number; headers: Record<string, string | string[] | undefined>; text: string }

/** A request that is under way: its whole answer, and the way to end it before that. */
export type Exchange = { answer: Promise<PoolAnswer>; abort: (reason: Error) => void }

/**
 * Sends a request and reads its whole answer as text. Without a stream between them: an answer is read in whole anyway, and a stream for it
 * is a tenth of a small request.
 */
export function exchange(dispatcher: Dispatcher, request: Dispatcher.DispatchOptions): Exchange {
  const { promise: answer, resolve, reject } = Promise.withResolvers<PoolAnswer>()
  const chunks: Buffer[] = []
  let controller: Dispatcher.DispatchController | undefined
  let aborted: Error | undefined
  let status = 0
  let headers: PoolAnswer['headers'] = {}
  dispatcher.dispatch(request, {
    onRequestStart: (started) => {
      controller = started
      // It waited for a connection meanwhile.
      if (aborted) started.abort(aborted)
    },
    onResponseStart: (_controller, statusCode, answered) => {
      status = statusCode
      headers = answered
    },
    onResponseData: (_controller, chunk) => void chunks.push(chunk),
    onResponseEnd: () => resolve({ status, headers, text: textOf(chunks) }),
    onResponseError: (_controller, error) => reject(error),
  })
  return {
    answer,
    abort: (reason) => {
      aborted = reason
      controller?.abort(reason)
    },
  }
}

/** In UTF-8, without the mark that some begin with. */
function textOf(chunks: readonly Buffer[]): string {
  const [first, ...others] = chunks
  const text = (others.length === 0 && first ? first : Buffer.concat(chunks)).toString()
  return text.startsWith('\ufeff') ? text.slice(1) : text
}
