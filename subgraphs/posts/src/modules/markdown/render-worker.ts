import { parentPort } from 'node:worker_threads'
import { type Rendered, renderMarkdown } from './render-markdown.ts'

// The thread that renders, so that the one that serves never waits for it.

export type RenderJob = { id: number; body: string }
export type RenderResult = { id: number; rendered: Rendered | null }
/** What the thread says: once that it has started, then each result. */
export type RenderMessage = 'ready' | RenderResult

const longestHtml = 1_000_000

parentPort?.on('message', ({ id, body }: RenderJob) => {
  const result: RenderResult = { id, rendered: renderOrNull(body) }
  parentPort?.postMessage(result)
})

parentPort?.postMessage('ready' satisfies RenderMessage)

function renderOrNull(body: string): Rendered | null {
  try {
    const rendered = renderMarkdown(body)
    return rendered.html.length > longestHtml ? null : rendered
  } catch (error) {
    if (error instanceof RangeError) return null // nested deeper than the stack
    throw error
  }
}
