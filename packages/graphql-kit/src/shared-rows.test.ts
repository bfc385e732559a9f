import { currentRequest, inRequest } from '@forum/service-kit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SharedRows } from './shared-rows.ts'

/** A table whose rows say when they were read, and the statements that read it. */
function table() {
  const statements: string[][] = []
  const rows = new SharedRows(async (ids: readonly string[]) => {
    statements.push([...ids])
    return new Map(ids.filter((id) => id !== 'absent').map((id) => [id, `${id} of ${statements.length}`]))
  })
  return { rows, statements }
}

test('what several ask for in one turn is one statement, and each gets what it asked for', async () => {
  const { rows, statements } = table()
  const [one, other] = await Promise.all([rows.get(['a', 'b']), rows.get(['b', 'c', 'absent'])])
  expect(statements).toEqual([['a', 'b', 'c', 'absent']])
  expect(one?.get('a')).toBe('a of 1')
  expect(other?.get('c')).toBe('c of 1')
  expect(other?.get('absent')).toBeUndefined()
})

test('nothing is kept: who asks later asks again', async () => {
  const { rows, statements } = table()
  await rows.get(['a'])
  expect((await rows.get(['a'])).get('a')).toBe('a of 2')
  expect(statements).toHaveLength(2)
  expect(await rows.get([])).toEqual(new Map())
})

test('any number of ids is read, at most a thousand by a statement', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.nat(3_000), { maxLength: 2_500 }), { maxLength: 4 }), async (asked) => {
      const { rows, statements } = table()
      const found = await Promise.all(asked.map((ids) => rows.get(ids.map(String))))
      for (const [index, ids] of asked.entries())
        for (const id of ids) expect(found[index]?.get(String(id))).toMatch(`${id} of `)
      for (const ids of statements) expect(ids.length).toBeLessThanOrEqual(1_000)
    }),
    { numRuns: 30 },
  )
})

test('a failure is everybody’s who waits, and who goes away ends nothing', async () => {
  const failing = new SharedRows(async () => Promise.reject(new Error('the store is away')))
  const both = await Promise.allSettled([failing.get(['a']), failing.get(['b'])])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])

  const gone = new AbortController()
  const seen: boolean[] = []
  const rows = new SharedRows(async (ids: readonly string[]) => {
    seen.push(currentRequest()?.signal.aborted ?? true)
    return new Map(ids.map((id) => [id, id]))
  })
  const leaving = inRequest({ id: 'leaving', signal: gone.signal }, () => rows.get(['a']))
  const staying = inRequest({ id: 'staying', signal: new AbortController().signal }, () => rows.get(['b']))
  gone.abort()
  await Promise.all([leaving, staying])
  expect(seen).toEqual([false])
})
