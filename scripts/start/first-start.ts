import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '@forum/service-kit'
import { z } from 'zod'
import { say, waitFor } from '../bootstrap/progress.mjs'
import { ask } from './api.ts'
import { serviceCommand } from './commands.ts'
import { keepLogins, type Logins } from './logins.ts'
import { inherited, type ServicePlan } from './services.ts'
import { repository, type Settings } from './settings.ts'

const outcome = z.object({ __typename: z.string(), message: z.string().optional() })

/** What only the first start of a data folder does: an admin, a demo person, and a small forum. A start that was cut short goes on where it was. */
export async function firstStart(
  settings: Settings,
  auth: ServicePlan,
  gatewayUrl: string,
  logins: Logins,
): Promise<Logins> {
  let made = logins.made
  const keep = (step: Partial<Logins['made']>) => {
    made = { ...made, ...step }
    keepLogins(settings.dataDirectory, { ...logins, made })
  }
  if (!made.admin) {
    await createAdmin(auth, logins.admin)
    keep({ admin: true })
  }
  if (!made.demo) {
    await register(gatewayUrl, logins.demo)
    keep({ demo: true })
  }
  if (!made.seed && settings.SEEDING) {
    await waitFor('seed', 'writing a small forum', () => seed(settings, gatewayUrl))
    keep({ seed: true })
  }
  return { ...logins, made }
}

async function createAdmin(auth: ServicePlan, { login, password }: Logins['admin']): Promise<void> {
  say('admin', `creating the account ${login}`)
  await serviceCommand(auth, 'create-admin', [login], { ADMIN_PASSWORD: password })
}

/** Like any person, through the gateway. */
async function register(gatewayUrl: string, { login, password }: Logins['demo']): Promise<void> {
  say('demo', `registering the account ${login}`)
  const document = `mutation RegisterDemo($input: RegisterInput!) { register(input: $input) { __typename ... on Problem { message } } }`
  const input = { handle: login, email: `${login}@forum.example`, password, displayName: 'Demo' }
  const { register } = await ask(gatewayUrl, document, { input })
  const { __typename, message } = outcome.parse(register)
  if (__typename !== 'RegisterSuccess')
    throw new StartError(`The demo account could not be registered: ${message ?? __typename}`)
}

async function seed(settings: Settings, gatewayUrl: string): Promise<void> {
  const program = join(repository, 'scripts/seed/main.ts')
  if (!existsSync(program)) return
  const env = { ...inherited(), FORUM_DATA_DIR: settings.dataDirectory }
  const child = spawn(process.execPath, [program, '--profile', 'smoke', '--url', `${gatewayUrl}/graphql`], {
    cwd: repository,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
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
