import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ForumClient, ForumError } from '@forum/forum-client'
import { StartError } from '@forum/service-kit'
import { z } from 'zod'
import { keepLogins, type Logins } from '../data-folder/logins.ts'
import { serviceCommand } from '../services/service-command.ts'
import type { ServicePlan } from '../services/service-plan.ts'
import { inherited } from '../services/start-service.ts'
import { repository, type Settings } from '../settings/settings.ts'
import { say, waitFor } from '../terminal/progress.mjs'

const registered = z.object({ register: z.object({ __typename: z.string(), message: z.string().optional() }) })

type Place = { settings: Settings; auth: ServicePlan; gatewayUrl: string; signal: AbortSignal }

/** `firstAdminLink`: how the first admin is made, where the start makes none and there is none yet. */
export type FirstStart = { logins: Logins; firstAdminLink: string | null }

/**
 * What only the first start of a data folder does: an admin, a demo person, and a small forum. A start that was cut short goes on where it was.
 * Where nothing is seeded nobody needs an admin at once: then a link makes the first one.
 */
export async function firstStart(place: Place, logins: Logins): Promise<FirstStart> {
  const { settings, gatewayUrl, signal } = place
  let made = logins.made
  const keep = (step: Partial<Logins['made']>) => {
    made = { ...made, ...step }
    keepLogins(settings.dataDirectory, { ...logins, made })
  }
  if (!made.admin && settings.SEEDING) {
    await createAdmin(place, logins.admin)
    keep({ admin: true })
  }
  if (!made.demo && (await succeeds('demo', signal, () => register(gatewayUrl, logins.demo)))) keep({ demo: true })
  if (!made.seed && settings.SEEDING && (await succeeds('seed', signal, () => seed(place)))) keep({ seed: true })
  return { logins: { ...logins, made }, firstAdminLink: made.admin ? null : await firstAdminLink(place) }
}

async function firstAdminLink({ auth, signal }: Place): Promise<string | null> {
  const said = await serviceCommand(auth, 'first-admin-link', { signal })
  return said.trim().startsWith('http') ? said.trim() : null
}

/** A forum without its examples is still a forum: what went wrong is said, and the next start tries again. */
async function succeeds(topic: string, signal: AbortSignal, work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (signal.aborted || !(error instanceof StartError || error instanceof ForumError)) throw error
    say(topic, `${error.message} The next npm start tries again.`)
    return false
  }
}

async function createAdmin({ auth, signal }: Place, { login, password }: Logins['admin']): Promise<void> {
  say('admin', `creating the account ${login}`)
  await serviceCommand(auth, 'create-admin', { args: [login], environment: { ADMIN_PASSWORD: password }, signal })
}

/** Like any person, through the gateway. */
async function register(gatewayUrl: string, { login, password }: Logins['demo']): Promise<void> {
  say('demo', `registering the account ${login}`)
  const document = `mutation RegisterDemo($input: RegisterInput!) { register(input: $input) { __typename ... on Problem { message } } }`
  const input = { handle: login, email: `${login}@forum.example`, password, displayName: 'Demo' }
  const { register } = await new ForumClient(`${gatewayUrl}/graphql`).ask(document, { input }, registered)
  const { __typename, message } = register
  if (__typename !== 'RegisterSuccess')
    throw new StartError(`The demo account could not be registered: ${message ?? __typename}.`)
}

async function seed(place: Place): Promise<void> {
  await waitFor('seed', 'writing a small forum', () => runSeed(place))
}

async function runSeed({ settings, gatewayUrl, signal }: Place): Promise<void> {
  const program = join(repository, 'packages/seed/src/main.ts')
  const env = { ...inherited(), FORUM_DATA_DIR: settings.dataDirectory }
  const child = spawn(process.execPath, [program, '--profile', 'smoke', '--url', `${gatewayUrl}/graphql`], {
    cwd: repository,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)))
  const [code] = await once(child, 'close')
  if (code !== 0)
    throw new StartError(
      `The first forum could not be seeded. The seed script said: ${said.trim().split('\n').slice(-5).join(' | ')}`,
    )
}
