import { CallerGone, inRequest } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { NoPlace, Places } from './places.ts'

test('as many work at once as there are places, and the next one as soon as one is free', async () => {
  const places = new Places({ places: 2, waitMs: 60_000 })
  const gates = [0, 1, 2].map(() => Promise.withResolvers<void>())
  const begun: number[] = []
  const done = gates.map(({ promise }, number) =>
    places.use(async () => {
      begun.push(number)
      await promise
    }),
  )
  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  gates[1]?.resolve()
  await done[1]
  gates[0]?.resolve()
  gates[2]?.resolve()
  await Promise.all(done)
  expect(begun).toEqual([0, 1, 2])
})

test('whoever waits too long, or has gone, leaves the line, and keeps nobody else from a place', async () => {
  const places = new Places({ places: 1, waitMs: 20 })
  const gate = Promise.withResolvers<void>()
  const first = places.use(() => gate.promise)
  await expect(places.use(async () => 'late')).rejects.toBeInstanceOf(NoPlace)

  const caller = new AbortController()
  const gone = inRequest({ id: 'r', signal: caller.signal }, () => places.use(async () => 'gone'))
  caller.abort(new CallerGone())
  await expect(gone).rejects.toBeInstanceOf(CallerGone)

  gate.resolve()
  await first
  expect(await places.use(async () => 'next')).toBe('next')
})
