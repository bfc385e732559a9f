import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@forum/service-kit'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { configSchema as gateway } from '../../gateway/src/config.ts'
import { rolesSchema } from '../../packages/migrations/src/roles/roles-schema.ts'
import { configSchema as auth, storesSchema as authStores } from '../../subgraphs/auth/src/config.ts'
import { postsConfig as posts, storesConfig as postsStores } from '../../subgraphs/posts/src/config.ts'
import { configSchema as stats, migrateSchema as statsMigrate } from '../../subgraphs/stats/src/config.ts'

const root = join(import.meta.dirname, '../..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const compose = z
  .object({
    services: z.record(
      z.string(),
      z.looseObject({ environment: z.record(z.string(), z.string()).default({}), image: z.string().optional() }),
    ),
  })
  .parse(parse(read('compose.yaml'), { merge: true }))

/** Variables that compose.yaml cannot do without. */
const required = new Set([...read('compose.yaml').matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name))

/** What `${NAME:?…}` and `${NAME:-default}` become. */
const filled = (value: string): string =>
  value.replace(
    /\$\{(\w+)(?::\?[^}]*|:-([^}]*))\}/g,
    (_match, name: string, otherwise?: string) =>
      otherwise ?? (name === 'PUBLIC_URL' ? 'https://forum.example' : 'x'.repeat(40)),
  )

/** The environment of a container: what its image sets, then what compose.yaml says. */
function environmentOf(service: string, target = service): Record<string, string> {
  const stages = `${read('Dockerfile').split(/^FROM base AS service$/m)[1] ?? ''}`
  const own = stages.split(/^FROM service AS /m).find((stage) => stage.startsWith(`${target}\n`)) ?? ''
  const image = ['HOST=0.0.0.0', ...[...own.matchAll(/^ENV (.*)$/gm)].flatMap(([, line = '']) => line.split(' '))]
  const said = Object.entries(compose.services[service]?.environment ?? {}).map(([name, value]) => [
    name,
    filled(value),
  ])
  return { ...Object.fromEntries(image.map((pair) => pair.split('='))), ...Object.fromEntries(said) }
}

test.each([
  ['auth', 'auth', auth],
  ['posts', 'posts', posts],
  ['stats', 'stats', stats],
  ['gateway', 'gateway', gateway],
  ['postgres-roles', 'auth', rolesSchema],
  ['auth-migrations', 'auth', authStores],
  ['posts-migrations', 'posts', postsStores],
  ['stats-migrations', 'stats', statsMigrate],
])('%s finds everything that it reads from the environment', (service, target, schema: z.ZodObject) => {
  expect(() => readConfig(schema, environmentOf(service, target))).not.toThrow()
})

test('nothing is demanded that .env.example does not name', () => {
  const example = read('.env.example')
  expect([...required].filter((name) => !new RegExp(`^${name}=`, 'm').test(example))).toEqual([])
})

test('each service is told the password of its own role, and nobody but what makes the roles that of the superuser', () => {
  const knowers = (password: string) =>
    Object.entries(compose.services).flatMap(([name, { environment }]) =>
      Object.values(environment).some((value) => value.includes(`\${${password}:`)) ? [name] : [],
    )
  expect(knowers('POSTGRES_PASSWORD')).toEqual(['postgres', 'postgres-roles'])
  expect(knowers('POSTGRES_OWNER_PASSWORD')).toEqual([
    'postgres-roles',
    'auth-migrations',
    'posts-migrations',
    'stats-migrations',
  ])
  for (const name of ['auth', 'posts', 'stats'])
    expect(knowers(`POSTGRES_${name.toUpperCase()}_PASSWORD`)).toEqual(['postgres-roles', name])
})

test('no secret is written down: whatever is called one comes from the environment', () => {
  const environments = Object.values(compose.services).flatMap(({ environment }) => Object.entries(environment))
  const secrets = environments.filter(([name]) => /SECRET|PASSWORD/.test(name))
  expect(secrets.length).toBeGreaterThan(8)
  expect(
    secrets.filter(([, value]) => value.replaceAll(/\$\{\w+:\?[^}]*\}/g, '').replaceAll(/\w+:|,/g, '') !== ''),
  ).toEqual([])
  expect(read('.env.example')).not.toMatch(/^(?!PUBLIC_URL)[A-Z_]+=.+$/m)
})

test('the script fills in every secret with another one', () => {
  const made = execFileSync(process.execPath, [join(root, 'scripts/compose-environment.mjs')], { encoding: 'utf8' })
  const values = [...required]
    .filter((name) => name !== 'PUBLIC_URL')
    .map((name) => new RegExp(`^${name}=(.*)$`, 'm').exec(made)?.[1])
  expect(values.every((value) => value && value.length >= 32)).toBe(true)
  expect(new Set(values).size).toBe(values.length)
})

test('the Dockerfile shows npm every workspace, its lock file and its settings', () => {
  const workspaces: string[] = z
    .object({ workspaces: z.array(z.string()) })
    .parse(JSON.parse(read('package.json'))).workspaces
  const wanted = workspaces.flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: root }))
  const manifests = mkdtempSync(join(tmpdir(), 'forum-manifests-'))
  onTestFinished(() => rmSync(manifests, { recursive: true }))
  const [, collect = ''] = /^RUN mkdir \/manifests && (.*)$/m.exec(read('Dockerfile')) ?? []
  execFileSync('sh', ['-ec', collect.replace('/manifests', manifests)], { cwd: root })
  const collected = globSync('{*,.npmrc,**/package.json}', { cwd: manifests })
  expect(collected).toEqual(expect.arrayContaining([...wanted, 'package.json', 'package-lock.json', '.npmrc']))
})
