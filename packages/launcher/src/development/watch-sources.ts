import { existsSync, watch } from 'node:fs'
import { join, sep } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { repository } from '../settings/settings.ts'
import { type Reaction, reactionTo, together } from './reactions.ts'

const watched = ['gateway', 'subgraphs', 'packages', 'prisma', 'proto']
/** An editor writes a file in several steps, and a save-all several files. */
const settleMs = 150

/** Calls `react` for what changed in the sources, one call after the other, until the signal ends it. */
export async function watchSources(react: (reaction: Reaction) => Promise<void>, signal: AbortSignal): Promise<void> {
  const changed = new Set<string>()
  let wake = Promise.withResolvers<void>()
  for (const folder of watched.filter((name) => existsSync(join(repository, name)))) {
    watch(join(repository, folder), { recursive: true, signal }, (_event, file) => {
      if (file === null) return
      changed.add([folder, ...file.split(sep)].join('/'))
      wake.resolve()
    }).on('error', () => {}) // a folder that is deleted while it is watched; its files were reported
  }
  signal.addEventListener('abort', () => wake.resolve())
  while (!signal.aborted) {
    await wake.promise
    await delay(settleMs)
    wake = Promise.withResolvers()
    const reaction = together([...changed].map(reactionTo))
    changed.clear()
    if (!signal.aborted && (reaction.generate || reaction.restart.length > 0)) await react(reaction)
  }
}
