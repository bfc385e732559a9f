import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, removePostgresData, startPostgres } from '@forum/embedded'
import { Pool } from 'undici'
import { median } from './measure/median.ts'

// node bench/login-time.ts: how long a wrong login takes for accounts that exist and for those that do not. Medians of 200 each, taken in
// turns over HTTP, must differ by under 5 %. Uses AUTH_DATABASE_URL (an empty database) if it is set, else a Postgres of its own.

const rounds = 200
const accounts = 20
const root = join(import.meta.dirname, '..')
const secret = 'a secret of this bench that is long enough'
const password = 'correct horse battery'

async function measure(url: string): Promise<{ known: number; unknown: number }> {
  const pool = new Pool(url, { connections: 1 })
  const ask = async (query: string, input: object, address: string): Promise<string> => {
    const headers = {
      'content-type': 'application/json',
      'x-forum-gateway-secret': secret,
      'x-forum-client-address': address,
    }
    const body = JSON.stringify({ query, variables: { input } })
    const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body })
    return answer.body.text()
  }
  const register = 'mutation ($input: RegisterInput!) { register(input: $input) { __typename } }'
  for (let n = 0; n < accounts; n++) {
    const text = await ask(register, { handle: `known_${n}`, email: `known_${n}@example.com`, password }, '192.0.2.1')
    if (!text.includes('RegisterSuccess')) throw new Error(text)
  }
  const login = 'mutation ($input: LoginInput!) { login(input: $input) { __typename } }'
  const timed = async (name: string, round: number): Promise<number> => {
    const began = performance.now()
    const text = await ask(login, { login: name, password: 'a wrong password' }, `10.0.${round >> 8}.${round & 255}`)
    if (!text.includes('WrongCredentials')) throw new Error(text)
    return performance.now() - began
  }
  const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] }
  for (let round = -20; round < rounds; round++) {
    // In turns, and each first in every other round, so that whatever else the machine does falls on both alike.
    const order = round % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
    for (const kind of order) {
      const time = await timed(`${kind}_${(round + accounts) % accounts}`, round + 20)
      if (round >= 0) times[kind].push(time)
    }
  }
  await pool.close()
  return { known: median(times.known), unknown: median(times.unknown) }
}

async function startAuth(databaseUrl: string): Promise<{ url: string; process: ChildProcess }> {
  const [port, grpcPort] = [await freePort(), await freePort()]
  const env = {
    ...process.env,
    AUTH_DATABASE_URL: databaseUrl,
    PORT: String(port),
    AUTH_GRPC_PORT: String(grpcPort),
    AUTH_GRPC_SECRETS: `gateway:${secret}`,
    SUBGRAPH_SECRET: secret,
    TOKEN_KEY_SECRET: secret,
    KAFKA_BROKERS: '127.0.0.1:9', // nobody there: what happens waits in the outbox
    LOGINS_PER_ADDRESS: '1000000',
    REGISTRATIONS_PER_ADDRESS: '1000000',
    LOG_LEVEL: 'fatal',
  }
  const migrated = spawnSync(process.execPath, [join(root, 'subgraphs/auth/src/commands/migrate.ts')], {
    env,
    encoding: 'utf8',
  })
  if (migrated.status !== 0) throw new Error(migrated.stderr)
  const auth = spawn(process.execPath, [join(root, 'subgraphs/auth/src/main.ts')], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries++) {
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false, // not listening yet
    )
    if (isReady) return { url, process: auth }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  auth.kill()
  throw new Error('Auth did not become ready in 10 s')
}

const quiet = { info: () => undefined, warn: console.warn, error: console.error }
const directory = mkdtempSync('/tmp/forum-bench-')
const postgres = process.env.AUTH_DATABASE_URL
  ? null
  : await startPostgres({ dataDirectory: directory, port: await freePort(), logger: quiet })
let auth: Awaited<ReturnType<typeof startAuth>> | undefined
try {
  auth = await startAuth(process.env.AUTH_DATABASE_URL ?? String(postgres?.url).replace(/postgres$/, 'bench'))
  const { known, unknown } = await measure(auth.url)
  const difference = Math.abs(known - unknown) / Math.min(known, unknown)
  const percent = (difference * 100).toFixed(1)
  console.log(
    `wrong login, median of ${rounds}: ${known.toFixed(2)} ms known, ${unknown.toFixed(2)} ms unknown, ${percent} % apart`,
  )
  if (difference >= 0.05) process.exitCode = 1
} finally {
  auth?.process.kill()
  await postgres?.stop()
  removePostgresData(directory)
  rmSync(directory, { recursive: true, force: true })
}
