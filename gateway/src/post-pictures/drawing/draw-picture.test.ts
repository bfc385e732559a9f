import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { pictured, pixelsOf, readReference } from '../../../tests/pictures/references.ts'
import { type DrawPicture, openDrawing } from './draw-picture.ts'

let draw: DrawPicture
beforeAll(async () => {
  draw = await openDrawing()
})

/** The share of pixels, in percent, of which a channel differs by more than a fifth. */
function difference(one: Uint8Array, other: Uint8Array): number {
  expect(one.length).toBe(other.length)
  let different = 0
  for (let at = 0; at < one.length; at += 4)
    if ([0, 1, 2].some((channel) => Math.abs((one[at + channel] ?? 0) - (other[at + channel] ?? 0)) > 51))
      different += 1
  return (different / (one.length / 4)) * 100
}

const sameWithin = 0.05

test.each(Object.keys(pictured))('the picture looks as it did: %s', (name) => {
  const task = pictured[name]
  if (!task) throw new Error('no such picture')
  expect(difference(pixelsOf(draw(task)), pixelsOf(readReference(name)))).toBeLessThan(sameWithin)
})

test.each([
  ['english', 'reading', 'reeding'],
  ['russian', 'важен', 'важан'],
])('one other letter of a title is seen: %s', (name, before, after) => {
  const task = pictured[name]
  if (!task) throw new Error('no such picture')
  const other = draw({ ...task, title: task.title.replace(before, after) })
  expect(difference(pixelsOf(other), pixelsOf(readReference(name)))).toBeGreaterThan(sameWithin)
})

test('one other letter of a name is seen', () => {
  for (const [name, authorName] of [
    ['english', 'Ann Winter'],
    ['russian', 'Марина Ковалёва'],
  ] as const) {
    const task = pictured[name]
    if (!task) throw new Error('no such picture')
    expect(difference(pixelsOf(draw({ ...task, authorName })), pixelsOf(readReference(name)))).toBeGreaterThan(
      sameWithin,
    )
  }
})

test('the same words are the same bytes', () => {
  for (const task of Object.values(pictured)) expect(Buffer.from(draw(task)).equals(Buffer.from(draw(task)))).toBe(true)
})

const anyText = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength }),
    fc.string({ unit: 'grapheme', maxLength }),
    // Half characters, which JSON may hold.
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength }).map((units) => String.fromCharCode(...units)),
    fc
      .array(fc.constantFrom('а', 'b', ' ', '\u0301', '\u202E', '\u200D', '👩', '-', '"', '<', '&', '\u0000'), {
        maxLength,
      })
      .map((all) => all.join('')),
  )

test('whatever a title, a name and tags are, the picture is a PNG of 1200×630, in time', () => {
  fc.assert(
    fc.property(
      anyText(200),
      fc.option(anyText(50)),
      fc.array(anyText(30), { maxLength: 6 }),
      (title, authorName, tags) => {
        const before = process.threadCpuUsage()
        const png = Buffer.from(draw({ title, authorName, tags, siteName: title }))
        const { user, system } = process.threadCpuUsage(before)
        expect((user + system) / 1_000).toBeLessThan(500)
        expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
        expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630])
        expect(pixelsOf(png)).toHaveLength(300 * 158 * 4)
      },
    ),
    { numRuns: 30 },
  )
}, 120_000)

test.each([
  ['one very long word', 'Donaudampfschifffahrt'.repeat(10)],
  ['one emoji two hundred times', '👩‍👩‍👧'.repeat(200)],
  ['a hundred marks on one letter', `Z${'\u0301\u0351'.repeat(100)}`],
  ['two hundred short words', 'я '.repeat(200)],
  ['nothing', ''],
])('a title of %s is drawn in time', (_name, title) => {
  const before = process.threadCpuUsage()
  draw({ title, authorName: title, tags: [title, title], siteName: title })
  const { user, system } = process.threadCpuUsage(before)
  expect((user + system) / 1_000).toBeLessThan(500)
})
