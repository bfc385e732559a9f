import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type MessagePort, workerData } from 'node:worker_threads'
import type { Question, Reply } from './page-threads.ts'
import type { PageTask } from './rendered-page.ts'

// The whole of a thread: the web app's own components draw a page, and what they ask goes through the gateway as a guest's.

type Render = (task: PageTask, ask: (question: Omit<Question, 'id'>) => Promise<string>) => Promise<unknown>

const file = pathToFileURL(join(String(workerData.webDirectory), 'server/render-page.js')).href
const { renderPage }: { renderPage: Render } = await import(file)

export async function render({ port, ...task }: PageTask & { port: MessagePort }): Promise<unknown> {
  const waiting = new Map<number, (text: string) => void>()
  const refuse = new AbortController()
  port.on('message', ({ id, text }: Reply) => {
    if (text === null) refuse.abort(new Error('the gateway could not ask'))
    else waiting.get(id)?.(text)
    waiting.delete(id)
  })
  let asked = 0
  const ask = (question: Omit<Question, 'id'>) =>
    new Promise<string>((resolve, reject) => {
      asked += 1
      waiting.set(asked, resolve)
      refuse.signal.addEventListener('abort', () => reject(refuse.signal.reason), { once: true })
      port.postMessage({ ...question, id: asked } satisfies Question)
    })
  try {
    return await renderPage(task, ask)
  } finally {
    port.close()
  }
}
