import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freePort, removeStackData } from '@forum/embedded'
import { seconds } from '../../packages/launcher/src/terminal/progress.mjs'
import { from, newAddress } from '../src/addresses.ts'
import { GraphQLClient } from '../src/index.ts'
import { InstalledForum } from '../src/installed-forum.ts'
import { measuredVersion } from '../src/measured-version.ts'
import { withCheckout } from '../src/with-checkout.ts'
import { asToday } from './as-today.ts'
import { differences } from './differences.ts'
import { brokenContinuations } from './goes-on.ts'
import { lookAround, type Picture } from './picture.ts'
import { brokenSignIns } from './sign-ins.ts'
import { liveThere, type Memories } from './story.ts'

// npm run upgrade-test: builds the old version, lives in it, and starts today's on its data folder. Nothing may be lost.
// With -- --checkout FOLDER the old version is one that is checked out there already: it is installed and built once, for many runs.

const { values } = parseArgs({ options: { checkout: { type: 'string' } } })
const repository = join(import.meta.dirname, '../..')
const today = new Date().toISOString().slice(0, 10)
const began = performance.now()
const say = (sentence: string) => console.log(`${seconds(performance.now() - began).padStart(9)}  ${sentence}`)

const broken: string[] = []
const check = (what: string, found: string[]) => {
  say(found.length === 0 ? `${what}: all as it was` : `${what}: ${found.length} broken`)
  broken.push(...found)
}

const dataDirectory = mkdtempSync(join(tmpdir(), 'forum-upgrade-'))
const ports = { port: await freePort(), metricsPort: await freePort() }
let running: InstalledForum | undefined
// Whoever waits for it then fails, and everything is put away on the way out.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void running?.leave())

async function startedFrom(checkout: string, what: string): Promise<InstalledForum> {
  running = new InstalledForum({ checkout, dataDirectory, ...ports })
  await running.ready()
  say(`${what} runs at ${running.url}`)
  return running
}

const guestOf = ({ url }: InstalledForum) => new GraphQLClient(url, () => from(newAddress()))

/** First, so that nothing stands between the end of the old one and the start of the new: an access token is good for five minutes. */
function buildToday(): void {
  execFileSync(process.execPath, ['scripts/bootstrap.mjs', 'build'], { cwd: repository, stdio: 'ignore' })
  say('today’s version is built')
}

async function oldLife(checkout: string): Promise<{ before: Picture; memories: Memories }> {
  const forum = await startedFrom(checkout, measuredVersion.name)
  const memories = await liveThere(forum.url, dataDirectory)
  const before = await lookAround(guestOf(forum), memories, today)
  await memories.ann.refresh()
  await forum.stop()
  say(`${before.size} things were noted`)
  return { before, memories }
}

async function newLife({ before, memories }: { before: Picture; memories: Memories }): Promise<void> {
  const forum = await startedFrom(repository, 'today’s version')
  check('sign-ins', await brokenSignIns(forum.url, memories))
  check('posts and numbers', differences(asToday(before), await lookAround(guestOf(forum), memories, today)))
  check('what goes on', await brokenContinuations(forum.url, memories))
  const grown = await lookAround(guestOf(forum), memories, today)
  await forum.stop()

  const again = await startedFrom(repository, 'today’s version, once more,')
  check('posts and numbers after another start', differences(grown, await lookAround(guestOf(again), memories, today)))
  await again.stop()
}

try {
  buildToday()
  await newLife(values.checkout ? await oldLife(values.checkout) : await withCheckout(measuredVersion, oldLife))
} finally {
  await running?.leave()
  removeStackData(dataDirectory)
  rmSync(dataDirectory, { recursive: true, force: true })
}
for (const line of broken) console.log(`  ${line}`)
say(broken.length === 0 ? 'Nothing was lost.' : `${broken.length} things were lost or broken.`)
process.exit(broken.length === 0 ? 0 : 1)
