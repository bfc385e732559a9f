import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

// Loaded into each service that is attacked (--import): writes down how much processor time the main thread spends between two turns of its
// event loop. A timer that is due at every turn looks at the thread's own clock, so what it finds is one long turn, or several short ones.

const directory = process.env['FORUM_TURNS_DIR']
const everyMs = 2
/** Shorter ones are no news. */
const leastMs = 10

if (isMainThread && directory) {
  const file = join(directory, `${process.pid}.jsonl`)
  let before = spentMs()
  setInterval(() => {
    const now = spentMs()
    const turn = now - before
    before = now
    if (turn < leastMs) return
    appendFileSync(file, `${JSON.stringify({ at: Date.now(), cpuMs: turn })}\n`)
    before = spentMs() // writing it down is no part of the next one
  }, everyMs).unref()
}

function spentMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
