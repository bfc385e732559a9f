import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { testDatabase } from '@forum/testing'
import { expect, test } from 'vitest'
import { secrets } from './running-auth.ts'

type Ended = { code: number; stdout: string; stderr: string }

const { url } = await testDatabase('auth')
const environment = { PATH: process.env.PATH, AUTH_DATABASE_URL: url, TOKEN_KEY_SECRET: secrets.tokenKey }

function run(
  command: string,
  args: string[] = [],
  env: Record<string, string | undefined> = environment,
): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>()
  const file = join(import.meta.dirname, '..', 'src', command)
  execFile(process.execPath, [file, ...args], { env }, (error, stdout, stderr) =>
    resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
  )
  return promise
}

test('migrate finds nothing to do the second time', async () => {
  expect(await run('commands/migrate.ts')).toEqual({ code: 0, stdout: 'auth: nothing to apply\n', stderr: '' })
})

test('create-admin prints a password once, reset-password another one', async () => {
  const made = await run('commands/create-admin.ts', ['admin'])
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(made.stdout).toMatch(/^admin is an admin with the password [0-9a-f-]{27}\n$/)
  const again = await run('commands/create-admin.ts', ['admin'], { ...environment, ADMIN_PASSWORD: 'a given password' })
  expect(again).toEqual({ code: 0, stdout: 'admin is an admin.\n', stderr: '' })
  const reset = await run('commands/reset-password.ts', ['admin'])
  expect(reset.stdout).toMatch(/^admin has the password [0-9a-f-]{27} and is signed out everywhere\.\n$/)
})

test('rotate-keys publishes a key', async () => {
  expect((await run('commands/rotate-keys.ts')).stdout).toMatch(/^The key \S{43} is published/)
})

test.each([
  [
    'reset-password of nobody',
    'commands/reset-password.ts',
    ['nobody_here'],
    environment,
    1,
    /^Nobody has the handle "nobody_here"\. .+\n$/,
  ],
  ['reset-password without a handle', 'commands/reset-password.ts', [], environment, 1, /^Whose password\? .+\n$/],
  ['create-admin without a handle', 'commands/create-admin.ts', [], environment, 1, /^Which handle\? .+\n$/],
  [
    'a wrong address',
    'commands/migrate.ts',
    [],
    { ...environment, AUTH_DATABASE_URL: 'x' },
    78,
    /^AUTH_DATABASE_URL: .+\n$/,
  ],
  [
    'a database that is away',
    'commands/create-admin.ts',
    ['admin'],
    { ...environment, AUTH_DATABASE_URL: 'postgresql://u:p@127.0.0.1:9/x' },
    1,
    /^AUTH_DATABASE_URL: cannot reach 127\.0\.0\.1:9 \(refused\)\. .+\n$/,
  ],
])('%s is one line on stderr', async (_what, command, args, env, code, line) => {
  const ended = await run(command, args, env)
  expect(ended).toMatchObject({ code, stdout: '' })
  expect(ended.stderr).toMatch(line)
  expect(ended.stderr).not.toContain('u:p')
})

test('the service says each wrong variable in a line and does not start', async () => {
  const ended = await run('main.ts', [], {
    PATH: process.env.PATH,
    AUTH_GRPC_SECRETS: 'gateway:short',
    TOKEN_KEY_SECRET: 'short',
  })
  expect(ended.code).toBe(78)
  const lines = ended.stderr.trimEnd().split('\n')
  expect(lines.map((line) => line.split(':', 1)[0]).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
    'AUTH_DATABASE_URL',
    'AUTH_GRPC_SECRETS',
    'KAFKA_BROKERS',
    'SUBGRAPH_SECRET',
    'TOKEN_KEY_SECRET',
  ])
  expect(ended.stderr).not.toContain('hush')
})
