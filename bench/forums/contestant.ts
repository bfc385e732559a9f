import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InstalledForum } from '@forum/e2e'
import { freePort, removeStackData } from '@forum/embedded'

/** A forum that takes part, as `npm start` of its checkout runs it, on a data folder of its own. */
export type Contestant = { name: string; checkout: string; url: string; pid: number }

/** This version. */
export const ours = { name: 'ours', checkout: join(import.meta.dirname, '../..') }

/** Starts a forum of each checkout, has it seeded, runs `work` with all of them beside each other, and leaves nothing behind. */
export async function withContestants<Result>(
  checkouts: readonly { name: string; checkout: string }[],
  seed: 'smoke' | 'demo' | null,
  work: (contestants: Contestant[]) => Promise<Result>,
): Promise<Result> {
  const started: { forum: InstalledForum; dataDirectory: string }[] = []
  const begin = async (): Promise<Result> => {
    const contestants: Contestant[] = []
    for (const { name, checkout } of checkouts) {
      const dataDirectory = mkdtempSync(join(tmpdir(), `forum-bench-${name}-`))
      const forum = new InstalledForum({
        checkout,
        dataDirectory,
        port: await freePort(),
        metricsPort: await freePort(),
      })
      started.push({ forum, dataDirectory })
      await forum.ready()
      // The same life under the same number, dated from today's midnight.
      if (seed) await forum.script('seed', '--profile', seed, '--url', `${forum.url}/graphql`)
      contestants.push({ name, checkout, url: forum.url, pid: forum.pid })
    }
    return await work(contestants)
  }
  const ended = Promise.withResolvers<never>()
  const end = (signal: NodeJS.Signals) => ended.reject(new Error(`ended by ${signal}`))
  // `on`: npm and the bootstrap pass a signal on that a terminal gave to all of them, and a second one must not end this in the middle.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
  try {
    return await Promise.race([begin(), ended.promise])
  } finally {
    await Promise.all(started.map(({ forum }) => forum.leave()))
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end)
    for (const { dataDirectory } of started) {
      removeStackData(dataDirectory)
      rmSync(dataDirectory, { recursive: true, force: true })
    }
  }
}
