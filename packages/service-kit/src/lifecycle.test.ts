import { expect, test } from 'vitest'
import { Lifecycle } from './lifecycle.ts'
import { createLogger } from './logger.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

test('closes in the reverse order, each after the one before has ended', async () => {
  const lifecycle = new Lifecycle(logger)
  const seen: string[] = []
  for (const name of ['database', 'relay', 'http'])
    lifecycle.onStop(name, async () => {
      seen.push(`${name} begins`)
      await new Promise(setImmediate)
      seen.push(`${name} ends`)
    })
  expect(await lifecycle.stop()).toBe(true)
  expect(seen).toEqual(['http begins', 'http ends', 'relay begins', 'relay ends', 'database begins', 'database ends'])
})

test('a step that throws or hangs does not keep the others from closing', async () => {
  const lifecycle = new Lifecycle(logger, 100)
  let databaseClosed = false
  lifecycle.onStop('database', () => {
    databaseClosed = true
  })
  lifecycle.onStop('throws', () => {
    throw new Error('no')
  })
  lifecycle.onStop('hangs', () => new Promise(() => {}))
  const begun = performance.now()
  expect(await lifecycle.stop()).toBe(false)
  expect(databaseClosed).toBe(true)
  expect(performance.now() - begun).toBeLessThan(1_000)
})

test('stops once, however often it is asked, and says so by its signal', async () => {
  const lifecycle = new Lifecycle(logger)
  let times = 0
  lifecycle.onStop('step', () => {
    times += 1
  })
  expect(lifecycle.signal.aborted).toBe(false)
  await Promise.all([lifecycle.stop(), lifecycle.stop()])
  expect(lifecycle.signal.aborted).toBe(true)
  expect(times).toBe(1)
})
