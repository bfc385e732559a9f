import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InstalledForum } from '@forum/e2e'
import { freePort, removeStackData } from '@forum/embedded'
import { cleanedUp } from './cleaned-up.ts'

/** A forum that takes part, as `npm start` of its checkout runs it. */
export type Contestant = { name: string; checkout: string; url: string; pid: number }

/** What is to take part. Its data folder is a new one, which is removed, unless one is named. */
export type Entrant = { name: string; checkout: string; dataDirectory?: string }

/** This version. */
export const ours = { name: 'ours', checkout: join(import.meta.dirname, '../..') }

/** Starts a forum of each checkout, has it seeded, runs `work` with all of them beside each other, and leaves nothing behind. */
export async function withContestants<Result>(
  entrants: readonly Entrant[],
  seed: 'smoke' | 'demo' | null,
  work: (contestants: Contestant[]) => Promise<Result>,
): Promise<Result> {
  const started: InstalledForum[] = []
  const removed: string[] = []
  const begin = async (): Promise<Result> => {
    const contestants: Contestant[] = []
    for (const { name, checkout, dataDirectory: kept } of entrants) {
      const dataDirectory = kept ?? mkdtempSync(join(tmpdir(), `forum-bench-${name}-`))
      if (!kept) removed.push(dataDirectory)
      const forum = new InstalledForum({
        checkout,
        dataDirectory,
        port: await freePort(),
        metricsPort: await freePort(),
      })
      started.push(forum)
      await forum.ready()
      // The same life under the same number, dated from today's midnight.
      if (seed) await forum.script('seed', '--profile', seed, '--url', `${forum.url}/graphql`)
      contestants.push({ name, checkout, url: forum.url, pid: forum.pid })
    }
    return await work(contestants).catch((error: unknown) => {
      for (const { lastWords } of started) console.error(`--- a forum's last words:\n${lastWords}`)
      throw error
    })
  }
  return await cleanedUp(begin, async () => {
    await Promise.all(started.map((forum) => forum.leave()))
    for (const dataDirectory of removed) {
      removeStackData(dataDirectory)
      rmSync(dataDirectory, { recursive: true, force: true })
    }
  })
}
