import { parseArgs } from 'node:util'
import { ForumClient, ForumError } from '@forum/forum-client'
import { runningEnvironments } from '@forum/launcher'
import { z } from 'zod'
import { findAdminLogin } from './admin-login.ts'
import { beginningOf, generateLife, lifeName } from './generate.ts'
import { firstHandle } from './life/people.ts'
import { day } from './life/time.ts'
import { foldManifest } from './manifest.ts'
import { days, type Profile, type ProfileName, profiles } from './profiles.ts'
import { sendLife } from './send.ts'
import { verifyLife } from './verify.ts'

const usage = `Usage: npm run seed -- --profile ${Object.keys(profiles).join('|')} [--seed N] [--verify] [--url http://127.0.0.1:4000/graphql]
  Sends a generated forum through the gateway as an admin. A second run with the same profile and seed adds nothing.
  --verify   sends nothing and compares the forum with what the seeds must add up to.
  The admin is the launcher's, or FORUM_ADMIN_LOGIN and FORUM_ADMIN_PASSWORD.`

type Options = { profile: Profile; seed: number; verify: boolean; url: string }

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string', default: 'smoke' },
      seed: { type: 'string', default: '1' },
      verify: { type: 'boolean', default: false },
      url: { type: 'string', default: `${publicUrl()}/graphql` },
    },
  })
  const seed = Number(values.seed)
  if (!isProfileName(values.profile))
    throw new ForumError(`--profile ${values.profile}: there is no such profile.\n${usage}`)
  if (!Number.isSafeInteger(seed) || seed < 1 || seed > 999_999)
    throw new ForumError(`--seed ${values.seed}: give a whole number from 1 to 999999.\n${usage}`)
  if (!URL.canParse(values.url)) throw new ForumError(`--url ${values.url}: this is not a URL.\n${usage}`)
  return { profile: profiles[values.profile], seed, verify: values.verify, url: values.url }
}

/** Where the forum of this data folder runs. */
function publicUrl(): string {
  const { PUBLIC_URL, FORUM_DATA_DIR = '.forum' } = process.env
  return PUBLIC_URL ?? runningEnvironments(FORUM_DATA_DIR)?.gateway?.PUBLIC_URL ?? 'http://127.0.0.1:4000'
}

function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(profiles, name)
}

/** Midnight UTC of the first run: read back from the first seeded person, or today's where there is none yet. */
async function findAnchor(client: ForumClient, life: string): Promise<{ anchor: Date; isFirstRun: boolean }> {
  const shape = z.object({ user: z.object({ createdAt: z.string() }).nullable() })
  const { user } = await client.ask(
    'query SeedAnchor($handle: String!) { user(handle: $handle) { createdAt } }',
    { handle: firstHandle(life) },
    shape,
  )
  if (user) return { anchor: new Date(Date.parse(user.createdAt) + days * day), isFirstRun: false }
  return { anchor: new Date(Math.floor(Date.now() / day) * day), isFirstRun: true }
}

async function run({ profile, seed, verify, url }: Options): Promise<void> {
  const client = new ForumClient(url)
  const name = lifeName(profile, seed)
  const admin = await findAdminLogin()
  await client.signIn(admin.login, admin.password)
  const { anchor, isFirstRun } = await findAnchor(client, name)
  if (verify && isFirstRun)
    throw new ForumError(
      `Nothing of ${name} is on this forum. Seed it first: npm run seed -- --profile ${profile.name} --seed ${seed}`,
    )
  const life = generateLife(profile, seed, anchor)
  const manifest = foldManifest(life)
  if (verify) {
    const { mode, checked, differences } = await verifyLife(client, life, manifest)
    const did =
      mode === 'every number'
        ? 'The forum holds only these seeds: compared every number'
        : 'The forum holds more than these seeds: checked that each seeded thing is there'
    console.log(`${did} (${checked} comparisons, ${differences.length} differ).`)
    for (const difference of differences.slice(0, 50)) console.error(`  ${difference}`)
    process.exitCode = differences.length === 0 ? 0 : 1
    return
  }
  console.log(
    `Seeding ${name}: ${days} days from ${beginningOf(anchor).toISOString().slice(0, 10)} to ${anchor.toISOString().slice(0, 10)}`,
  )
  const started = performance.now()
  const sent = await sendLife(client, life, progressBar())
  if (process.stderr.isTTY) process.stderr.write('\n')
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const views = `${sent.views} views sent, each of which counts once however often it comes`
  console.log(`${sent.created} created, ${sent.existing} already there; ${views}. ${seconds} s.`)
}

/** One line that grows on a terminal; a line at every tenth elsewhere. */
function progressBar(): (done: number, total: number, what: string) => void {
  let lastTenth = -1
  return (done, total, what) => {
    const tenth = Math.floor((done * 10) / total)
    const share = `${Math.floor((done * 100) / total)
      .toString()
      .padStart(3)} %`
    if (process.stderr.isTTY) {
      const filled = Math.round((done * 30) / total)
      process.stderr.write(`\r  [${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${share}  ${what.padEnd(8)}`)
    } else if (tenth > lastTenth) {
      lastTenth = tenth
      process.stderr.write(`  ${share}  ${what}\n`)
    }
  }
}

try {
  await run(readOptions())
} catch (error) {
  if (error instanceof ForumError) console.error(error.message)
  // What parseArgs says of an option.
  else if (error instanceof TypeError && 'code' in error) console.error(`${error.message}\n${usage}`)
  else console.error(error)
  process.exitCode = 1
}
