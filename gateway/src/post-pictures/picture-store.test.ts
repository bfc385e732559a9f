import { createLogger, createMetrics } from '@forum/service-kit'
import { cleanUp } from '@forum/testing'
import { beforeEach, expect, test } from 'vitest'
import { Refused } from '../refusal.ts'
import { PictureStore } from './picture-store.ts'
import { drawingLimitMs, maximumWaiting, PictureThreads } from './picture-threads.ts'

let store: PictureStore
let metrics: ReturnType<typeof createMetrics>
beforeEach(() => {
  const logger = createLogger({ name: 'test', level: 'silent' })
  const threads = new PictureThreads(logger, new URL('./fixtures/failing-thread.ts', import.meta.url))
  cleanUp(() => threads.close())
  metrics = createMetrics('test')
  store = new PictureStore(threads, metrics)
})

let paid = 0
const read = (title: string, version = title) =>
  store.read(version, { title, authorName: null, tags: [], siteName: 'Social Forum' }, () => void (paid += 1))
const refusalOf = (reading: Promise<unknown>) =>
  reading.then(
    () => null,
    (error: unknown) => (error instanceof Refused ? error.refusal.message : String(error)),
  )

test('a thread that dies takes its own picture with it, and no other', async () => {
  expect(await refusalOf(read('exit'))).not.toBeNull()
  expect(String(await read('fine'))).toBe('fine')
  expect(await refusalOf(read('throw'))).toMatch(/as it was told/)
  expect(String(await read('fine too'))).toBe('fine too')
})

test('a picture that takes longer than half a second ends its thread; who waits behind it is served by the next', async () => {
  await read('fine')
  const began = performance.now()
  const [spun, behind] = await Promise.all([refusalOf(read('spin')), read('behind')])
  expect(spun).toMatch(/could not be drawn in time/)
  expect(performance.now() - began).toBeGreaterThanOrEqual(drawingLimitMs)
  expect(String(behind)).toBe('behind')
})

test('a hundred who ask for one picture are one drawing, paid once', async () => {
  paid = 0
  const all = await Promise.all(Array.from({ length: 100 }, () => read('one')))
  expect(new Set(all).size).toBe(1)
  expect(await read('one')).toBe(all[0])
  expect(paid).toBe(1)
  const { values } = (await metrics.getSingleMetric('forum_gateway_pictures_total')?.get()) ?? { values: [] }
  expect(Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]))).toEqual({
    miss: 1,
    coalesced: 99,
    hit: 1,
  })
})

test('no more wait for the thread than may', async () => {
  await read('fine')
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => refusalOf(read(`${index}`))))
  const refused = answers.filter((answer) => answer !== null)
  expect(new Set(refused)).toEqual(new Set(['Too many pictures wait to be drawn. Try again in a few seconds.']))
  expect(100 - refused.length).toBeLessThanOrEqual(maximumWaiting + 1)
})

test('16 MiB of pictures are kept, the latest', async () => {
  const large = 'x'.repeat(1024 * 1024)
  for (let index = 0; index < 20; index += 1) await read(large, `${index}`)
  paid = 0
  await read(large, '19')
  expect(paid).toBe(0)
  await read(large, '0')
  expect(paid).toBe(1)
})

test('who cannot pay starts no drawing', async () => {
  const cannot = store.read('v', { title: 't', authorName: null, tags: [], siteName: 'Social Forum' }, () => {
    throw new Error('too dear')
  })
  await expect(cannot).rejects.toThrow('too dear')
  expect(String(await read('t', 'v'))).toBe('t')
})
