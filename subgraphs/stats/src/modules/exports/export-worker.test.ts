import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StoreUnavailable } from '@forum/events'
import { createLogger, createMetrics, uuidv7Ids } from '@forum/service-kit'
import { cleanUp, testDatabase } from '@forum/testing'
import { expect, test } from 'vitest'
import { ForumStory } from '../../../tests/story/forum-story.ts'
import { openTestClickHouse, watermarkAt } from '../../../tests/story/stores.ts'
import { openDatabase } from '../../database.ts'
import { createExportServices } from '../../services.ts'
import { processBatch } from '../ingestion/process-batch.ts'
import { ExportLinks } from './export-links.ts'
import { ExportWorker, type ExportWorkerDeps, maxAttempts } from './export-worker.ts'

const admin = { id: uuidv7Ids.next(), handle: 'admin', role: 'ADMIN' as const, sessionId: 's', scopes: ['*'] }
const asOf = '2026-03-05T00:00:00.000Z'
const logger = createLogger({ name: 'test', level: 'silent' })

async function setUp() {
  const [{ clickhouse }, { url }, directory] = await Promise.all([
    openTestClickHouse(),
    testDatabase('stats'),
    mkdtemp(join(tmpdir(), 'forum-exports-')),
  ])
  cleanUp(() => rm(directory, { recursive: true, force: true }))
  const database = openDatabase({ url, logger, metrics: createMetrics('stats') })
  cleanUp(() => database.close())
  const now = { time: new Date() }
  const clock = { now: () => now.time }
  const recorded: object[] = []
  const links = new ExportLinks({
    publicUrl: 'http://forum.test',
    secret: 'a secret that signs links to exports',
    clock,
  })
  const { repository, idempotency, exports } = createExportServices({
    database,
    asOf: watermarkAt(asOf),
    links,
    clock,
    onRequested: () => {},
    recordExport: async (request) => void recorded.push(request),
    logger,
  })
  const deps: ExportWorkerDeps = {
    exports: repository,
    idempotency,
    clickhouse,
    asOf: watermarkAt(asOf),
    countedUntil: async () => undefined,
    gatherPersonalData: async function* gather() {
      yield { file: 'account/account', lines: Buffer.from('{"id":1}\n') }
    },
    directory,
    logger,
  }
  const request = async (dataset: 'POSTS' | 'LIKES' = 'POSTS') => {
    const outcome = await exports.request(admin, { dataset, format: 'NDJSON' }, '192.0.2.1')
    if (outcome.__typename !== 'RequestExportSuccess') throw new Error(outcome.message)
    return outcome.export.id
  }
  const story = new ForumStory('2026-03-01T10:00:00.000Z').post('ann', 'one').post('ann', 'two')
  await processBatch(clickhouse, story.events)
  return { deps, recorded, database, repository, exports, request, directory, now, worker: new ExportWorker(deps) }
}

test('a job becomes a file, once', async () => {
  const { worker, repository, request, directory } = await setUp()
  const id = await request()
  expect(await worker.workOnce()).toBe(true)
  expect(await worker.workOnce()).toBe(false)
  expect(await repository.find(id)).toMatchObject({ status: 'READY', rows: 2n, attempts: 1, asOf: new Date(asOf) })
  expect(await readdir(directory)).toEqual([`${id}-1.ndjson`])
})

test('several workers take different jobs', async () => {
  const { deps, repository, request } = await setUp()
  const ids = await Promise.all([request(), request('LIKES'), request()])
  await Promise.all([0, 1, 2].map(() => new ExportWorker(deps).workOnce()))
  for (const id of ids) expect(await repository.find(id)).toMatchObject({ status: 'READY', attempts: 1 })
})

test('of two replicas that reach for one job, one has it', async () => {
  const { deps, repository, request, directory } = await setUp()
  const id = await request()
  const worked = await Promise.all([0, 1].map(() => new ExportWorker(deps).workOnce()))
  expect(worked.filter(Boolean)).toHaveLength(1)
  expect(await repository.find(id)).toMatchObject({ status: 'READY', attempts: 1 })
  expect(await readdir(directory)).toEqual([`${id}-1.ndjson`])
})

test('a job whose worker was killed is taken again, and what the dead one wrote is nobody’s', async () => {
  const { worker, repository, request, directory } = await setUp()
  const id = await request()
  const dead = await repository.take(-1, maxAttempts)
  await writeFile(join(directory, `${id}-1.ndjson.part`), 'half a li')
  expect(await worker.workOnce()).toBe(true)
  expect(await repository.find(id)).toMatchObject({ status: 'READY', attempts: 2, file: `${id}-2.ndjson` })

  const late = { file: `${id}-1.ndjson`, rows: 1, bytes: 1, sha256: 'x', asOf: new Date(asOf) }
  expect(await repository.finish({ id, attempts: dead?.attempts ?? 0 }, late)).toBe(false)
  await worker.clean()
  expect(await readdir(directory)).toEqual([`${id}-2.ndjson`])
})

test('after three attempts a job has failed', async () => {
  const { deps, repository, request, worker } = await setUp()
  const id = await request()
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) await repository.take(-1, maxAttempts)
  expect(await worker.workOnce()).toBe(false)
  await worker.clean()
  expect(await repository.find(id)).toMatchObject({ status: 'FAILED', attempts: maxAttempts })

  const broken = await request()
  // A file where the folder should be: every attempt to write fails.
  const blocked = new ExportWorker({ ...deps, directory: join(deps.directory, 'taken', 'below') })
  await writeFile(join(deps.directory, 'taken'), '')
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) expect(await blocked.workOnce()).toBe(true)
  expect(await blocked.workOnce()).toBe(false)
  expect(await repository.find(broken)).toMatchObject({ status: 'FAILED', attempts: maxAttempts })
})

test('a worker that stops puts its job back', async () => {
  const { deps, repository, request } = await setUp()
  const worker = new ExportWorker(deps)
  await worker.stop()
  const id = await request()
  await worker.workOnce()
  expect(await repository.find(id)).toMatchObject({ status: 'QUEUED', attempts: 0 })
})

test('while the numbers are being built jobs wait, and cost no attempt', async () => {
  const { deps, repository, request, worker } = await setUp()
  const id = await request()
  const beingBuilt = { ...watermarkAt(asOf), current: null }
  expect(await new ExportWorker({ ...deps, asOf: beingBuilt }).workOnce()).toBe(false)
  expect(await repository.find(id)).toMatchObject({ status: 'QUEUED', attempts: 0 })
  expect(await worker.workOnce()).toBe(true)
  expect(await repository.find(id)).toMatchObject({ status: 'READY', attempts: 1 })
})

test('a rebuild that begins while a job is counted sends it back into the queue', async () => {
  const { deps, repository, request, directory } = await setUp()
  const id = await request()
  let current: Date | null = new Date(asOf)
  const watermark = {
    get current() {
      return current
    },
    counted: 0,
    require: () => {
      current = null
      throw new Error('being built')
    },
  }
  expect(await new ExportWorker({ ...deps, asOf: watermark }).workOnce()).toBe(true)
  expect(await repository.find(id)).toMatchObject({ status: 'QUEUED', attempts: 0 })
  expect(await readdir(directory)).toEqual([])
})

test('of one’s own data one is written at a time; who asks for it is noted before it is there', async () => {
  const { exports, recorded, worker, repository } = await setUp()
  const person = { ...admin, role: 'USER' as const }
  const ask = () => exports.request(person, { dataset: 'MY_DATA', format: 'NDJSON' }, '192.0.2.9')
  const first = await ask()
  expect(recorded).toEqual([{ userId: person.id, dataset: 'MY_DATA', address: '192.0.2.9' }])
  expect(await ask()).toMatchObject({ __typename: 'RateLimited' })
  expect(await worker.workOnce()).toBe(true)
  const id = first.__typename === 'RequestExportSuccess' ? first.export.id : ''
  expect(await repository.find(id)).toMatchObject({ status: 'READY', rows: 1n })
  expect(await ask()).toMatchObject({ __typename: 'RequestExportSuccess' })
})

test('what was done just before is waited for, and the job goes back when that takes too long to count', async () => {
  const { exports, deps, repository } = await setUp()
  const made = await exports.request(admin, { dataset: 'MY_DATA', format: 'NDJSON' }, '192.0.2.9')
  const countedUntil = () => Promise.reject(new StoreUnavailable('Kafka'))
  expect(await new ExportWorker({ ...deps, countedUntil }).workOnce()).toBe(true)
  const id = made.__typename === 'RequestExportSuccess' ? made.export.id : ''
  expect(await repository.find(id)).toMatchObject({ status: 'QUEUED', attempts: 0 })
})

test('whoever has a hundred exports to come asks for no more', async () => {
  const { request, exports, worker } = await setUp()
  await Promise.all(Array.from({ length: 100 }, () => request()))
  const another = () => exports.request(admin, { dataset: 'POSTS', format: 'CSV' }, '192.0.2.1')
  expect(await another()).toMatchObject({ __typename: 'RateLimited', retryAfterSeconds: 60 })
  await worker.workOnce()
  expect(await another()).toMatchObject({ __typename: 'RequestExportSuccess' })
})

test('what has expired is EXPIRED at once, and its file goes', async () => {
  const { worker, repository, exports, request, directory, now, database } = await setUp()
  const id = await request()
  await worker.workOnce()
  const ready = await repository.find(id)
  if (!ready) throw new Error('the job is gone')
  expect(exports.urlOf(ready)).toContain(`/exports/${id}.ndjson?expires=`)
  expect(await readFile(join(directory, `${id}-1.ndjson`), 'utf8')).toContain('post_id')

  now.time = new Date(ready.expiresAt.getTime() + 1)
  expect([exports.statusOf(ready), exports.urlOf(ready)]).toEqual(['EXPIRED', null])
  await database.prisma.exportJob.update({ where: { id }, data: { expiresAt: new Date(0) } })
  await worker.clean()
  expect(await repository.find(id)).toMatchObject({ status: 'EXPIRED' })
  expect(await readdir(directory)).toEqual([])
})

test('strangers’ files in the folder stay', async () => {
  const { worker, directory } = await setUp()
  await writeFile(join(directory, 'README.txt'), 'mine')
  await worker.clean()
  expect(await readdir(directory)).toEqual(['README.txt'])
})
