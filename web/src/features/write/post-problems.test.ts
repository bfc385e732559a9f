import { expect, test } from 'vitest'
import { postProblems } from './post-problems.ts'

test('all that is missing is said at once', () => {
  const { title, body } = postProblems({ title: ' ', body: '\n' })
  expect([title?.message, body?.message]).toEqual(['A title is missing.', 'The text is missing.'])
})

test('characters are counted as the forum counts them: 200 smileys are a title', () => {
  expect(postProblems({ title: '🙂'.repeat(200), body: 'x' })).toEqual({})
  expect(postProblems({ title: '🙂'.repeat(203), body: 'x' }).title?.values).toEqual({ 0: 3 })
})

test('a text of 50,000 characters is not too long', () => {
  expect(postProblems({ title: 'x', body: '🙂'.repeat(50_000) })).toEqual({})
  expect(postProblems({ title: 'x', body: '🙂'.repeat(50_001) }).body).toBeDefined()
})
