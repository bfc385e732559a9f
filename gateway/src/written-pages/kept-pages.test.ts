import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type KeptPage, KeptPages } from './kept-pages.ts'

let now = 0
const page = (text: string, more: Partial<KeptPage> = {}): KeptPage => ({
  text,
  status: 200,
  etag: text,
  began: now,
  isKeepable: true,
  mentions: new Set(),
  ...more,
})

/** Pages over a store that tests change, drawn when they say so. */
function pages() {
  const kept = new KeptPages(() => now)
  let content = 'one'
  const underWay: PromiseWithResolvers<void>[] = []
  const draw = async (more: Partial<KeptPage> = {}) => {
    const drawn = page(content, more)
    const gate = Promise.withResolvers<void>()
    underWay.push(gate)
    await gate.promise
    return drawn
  }
  return {
    kept,
    write: (next: string) => {
      content = next
      kept.drop('anything')
    },
    look: (more?: Partial<KeptPage>) => kept.look('key', () => draw(more)),
    finish: async () => {
      await Promise.resolve()
      for (const gate of underWay.splice(0)) gate.resolve()
    },
    drawing: () => underWay.length,
  }
}

test('two seconds are everybody’s, thirty stand in', async () => {
  const { look, finish } = pages()
  now = 0
  const first = look()
  await finish()
  await first.fresh
  now = 1_999
  expect((await look().fresh).text).toBe('one')
  now = 2_001
  const second = look()
  expect(second.stale?.text).toBe('one')
  await finish()
  await second.fresh
  now += 30_001
  expect(look().stale).toBeNull()
})

test('what was asked for before a change is nobody’s who comes after it', async () => {
  const { look, write, finish, drawing } = pages()
  now = 0
  const before = look()
  await Promise.resolve()
  write('two')
  const after = look()
  const besides = look()
  await Promise.resolve()
  expect(drawing()).toBe(1)
  await finish()
  expect((await before.fresh).text).toBe('one')
  await new Promise(setImmediate)
  await finish()
  expect((await after.fresh).text).toBe('two')
  expect((await besides.fresh).text).toBe('two')
  expect((await look().fresh).text).toBe('two')
})

test('what mentions a thing goes with it, and nothing else', async () => {
  now = 0
  const kept = new KeptPages(() => now)
  for (const id of ['a', 'b']) await kept.look(id, async () => page(id, { mentions: new Set([id]) })).fresh
  kept.drop(['a'])
  const drawn: string[] = []
  for (const id of ['a', 'b'])
    await kept.look(id, async () => {
      drawn.push(id)
      return page(id)
    }).fresh
  expect(drawn).toEqual(['a'])
})

test('a page that lacks something, and one that failed, is not kept', async () => {
  now = 0
  const kept = new KeptPages(() => now)
  await expect(kept.look('key', async () => Promise.reject(new Error('no'))).fresh).rejects.toThrow('no')
  await kept.look('key', async () => page('part', { isKeepable: false })).fresh
  expect((await kept.look('key', async () => page('whole')).fresh).text).toBe('whole')
})

test('who may not have a page drawn begins none', () => {
  const { kept, drawing } = pages()
  const refuse = () => {
    throw new Error('too much')
  }
  expect(() => kept.look('key', async () => page('never'), refuse)).toThrow('too much')
  expect(drawing()).toBe(0)
})

test('in any order nobody is given what was replaced before they asked', async () => {
  const step = fc.constantFrom('look', 'write', 'finish', 'later')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      now = 0
      const { look, write, finish, drawing } = pages()
      let version = 0
      write('0')
      const asked: { version: number; answer: Promise<string> }[] = []
      for (const one of steps) {
        if (one === 'look') asked.push({ version, answer: look().fresh.then(({ text }) => text) })
        else if (one === 'write') write(String((version += 1)))
        else if (one === 'later') now += 700
        else await finish()
        await new Promise(setImmediate)
        expect(drawing()).toBeLessThanOrEqual(1)
      }
      for (let left = 0; left < 3; left += 1) {
        await finish()
        await new Promise(setImmediate)
      }
      for (const { version: least, answer } of asked) expect(Number(await answer)).toBeGreaterThanOrEqual(least)
    }),
  )
})
