import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Branch, type Branchable, growTree, hangBelow, isSameBranch, sizeBelow } from './tree.ts'

const comment = (id: string, parent: string | null, depth: number, replyCount = 0): Branchable => ({
  id,
  depth,
  replyCount,
  parent: parent ? { id: parent } : null,
})
const outline = (branches: Branch<Branchable>[]): unknown =>
  branches.map(({ comment: { id }, replies }) => (replies.length > 0 ? [id, outline(replies)] : id))

test('replies stand under their parents in the order they came', () => {
  const thread = [comment('a', null, 0, 2), comment('a1', 'a', 1), comment('b', null, 0), comment('a2', 'a', 1)]
  expect(outline(growTree(thread, 4))).toEqual([['a', ['a1', 'a2']], 'b'])
})

test('below the last level a branch continues elsewhere', () => {
  const thread = [comment('a', null, 0, 1), comment('b', 'a', 1, 1), comment('c', 'b', 2)]
  const [a] = growTree(thread, 2)
  expect(outline([a as Branch<Branchable>])).toEqual([['a', ['b']]])
  expect(a?.replies[0]?.continues).toBe(true)
  expect(a?.continues).toBe(false)
})

test('a last-level comment continues when its replies were not even loaded', () => {
  const [a] = growTree([comment('a', null, 0, 3)], 1)
  expect(a?.continues).toBe(true)
})

test('a comment without its parent stands at the top', () => {
  expect(outline(growTree([comment('b', 'missing', 3)], 4))).toEqual(['b'])
})

test('collapsing hides the whole branch', () => {
  const thread = [comment('a', null, 0, 2), comment('a1', 'a', 1, 1), comment('a11', 'a1', 2), comment('a2', 'a', 1)]
  const [a] = growTree(thread, 4)
  expect(a && sizeBelow(a)).toBe(3)
})

test('what a comment answers stands above it as one branch, which stops stepping to the right', () => {
  const [target] = growTree([comment('d', null, 3)], 2)
  const branch = hangBelow(
    [comment('a', null, 0), comment('b', 'a', 1), comment('c', 'b', 2)],
    target as Branch<Branchable>,
    2,
  )
  expect(outline([branch])).toEqual([['a', [['b', [['c', ['d']]]]]]])
  expect(branch.isLevel).toBe(false)
  expect(branch.replies[0]?.isLevel).toBe(false)
  expect(branch.replies[0]?.replies[0]?.isLevel).toBe(true)
})

test('a tree of the same comments shows the same, and another one where any comment in it is another', () => {
  const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(parents, fc.nat(), fc.integer({ min: 1, max: 5 }), (given, changed, levels) => {
      // Each answers one before it, or nobody.
      const thread = given.map((parent, index) => comment(`${index}`, index === 0 ? null : `${parent % index}`, 0))
      const trees = (comments: Branchable[]) => growTree([comment('root', null, 0), ...comments], levels)
      const equal = (one: Branch<Branchable>[], other: Branch<Branchable>[]) =>
        one.length === other.length && one.every((branch, index) => isSameBranch(branch, other[index] as typeof branch))
      expect(equal(trees(thread).slice(1), trees(thread).slice(1))).toBe(true)
      const at = changed % thread.length
      const other = thread.map((each, index) => (index === at ? { ...each } : each))
      const isShown = JSON.stringify(trees(thread)).includes(`{"comment":{"id":"${at}"`)
      expect(equal(trees(thread).slice(1), trees(other).slice(1))).toBe(!isShown)
    }),
  )
})
