import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { InstalledForum } from '@forum/e2e'
import { freePort, removeStackData } from '@forum/embedded'

/** A forum that takes part, as `npm start` of its checkout runs it, on a data folder of its own. */
export type Contestant = { name: string; checkout: string; url: string; pid: number }

/** Starts a forum of each checkout, has it seeded, runs `work` with all of them beside each other, and leaves nothing behind. */
export async function withContestants<Result>(
  checkouts: readonly { name: string; checkout: string }[],
  seed: 'smoke' | 'demo' | null,
  work: (contestants: Contestant[]) => Promise<Result>,
): Promise<Result> {
  const started: { forum: InstalledForum; dataDirectory: string }[] = []
  // Whoever waits for one then fails, and everything is put away on the way out.
  const leave = () => Promise.all(started.map(({ forum }) => forum.leave()))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave())
  try {
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
      if (seed) await seeded(checkout, dataDirectory, forum.url, seed)
      contestants.push({ name, checkout, url: forum.url, pid: forum.pid })
    }
    return await work(contestants)
  } finally {
    await leave()
    for (const { dataDirectory } of started) {
      removeStackData(dataDirectory)
      rmSync(dataDirectory, { recursive: true, force: true })
    }
  }
}

/** With the checkout's own seed: the same life under the same number, dated from today's midnight. */
async function seeded(checkout: string, dataDirectory: string, url: string, profile: string): Promise<void> {
  const { NODE_COMPILE_CACHE: _ofThisCheckout, ...environment } = process.env
  await promisify(execFile)('npm', ['run', 'seed', '--', '--profile', profile, '--url', `${url}/graphql`], {
    cwd: checkout,
    env: { ...environment, FORUM_DATA_DIR: dataDirectory },
    maxBuffer: 16 * 1024 * 1024,
  })
}
