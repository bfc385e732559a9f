import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { type Rendered, renderMarkdown } from './render-markdown.ts'
import { type Refusal, TooComplex } from './too-complex.ts'

// A thread that renders, so that the one that serves never waits for it.

/** `handles`: of people who are there; see renderMarkdown. */
export type RenderJob = { id: number; body: string; handles: readonly string[] }
export type RenderResult = { id: number; cpuMs: number } & ({ rendered: Rendered } | { refusal: Refusal })
/** What the thread says: once that it has started, then each result. */
export type RenderMessage = 'ready' | RenderResult

yieldToServing()
warmUp()

parentPort?.on('message', ({ id, body, handles }: RenderJob) => {
  const before = process.threadCpuUsage()
  const answer = renderOrRefuse(body, handles)
  const { user, system } = process.threadCpuUsage(before)
  parentPort?.postMessage({ id, cpuMs: (user + system) / 1_000, ...answer } satisfies RenderMessage)
})

parentPort?.postMessage('ready' satisfies RenderMessage)

function renderOrRefuse(body: string, handles: readonly string[]): { rendered: Rendered } | { refusal: Refusal } {
  try {
    return { rendered: renderMarkdown(body, handles) }
  } catch (error) {
    if (error instanceof TooComplex) return { refusal: error.refusal }
    throw error
  }
}

/** Where threads have a priority of their own (Linux), rendering has a third of the processor that what answers readers has. */
function yieldToServing(): void {
  if (process.platform !== 'linux') return
  const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
  setPriority(thread, 5)
}

/** The first text of a thread would pay for compiling the renderer. */
function warmUp(): void {
  const text =
    '# a\n\n- *b* `c` [d](/e) <f> https://g.h\n\n> i[^1]\n\n|j|k|\n|-|-|\n|l|m|\n\n```js\nn()\n```\n\n[^1]: o\n\n'
  for (let round = 0; round < 5; round += 1) renderMarkdown(text)
}
