import { expect, test } from 'vitest'
import { KeptRows } from './kept-rows.ts'

test('rows come in the order that was asked for, without those that do not exist, and are looked up once', async () => {
  const asked: string[][] = []
  const rows = new KeptRows(async (ids: readonly string[]) => {
    asked.push([...ids])
    return new Map(ids.filter((id) => id !== 'gone').map((id) => [id, { name: `#${id}` }]))
  })
  const names = async (...ids: string[]) => (await rows.get(ids)).map(({ name }) => name)
  expect(await names('b', 'a', 'gone')).toEqual(['#b', '#a'])
  expect(await names('a', 'b', 'a')).toEqual(['#a', '#b', '#a'])
  expect(rows.get(['a', 'b']), 'nobody waits for what is kept').not.toBeInstanceOf(Promise)
  expect(await names('c', 'a')).toEqual(['#c', '#a'])
  expect(await names()).toEqual([])
  expect(asked).toEqual([
    ['b', 'a', 'gone'],
    ['c', 'a'],
  ])
})
