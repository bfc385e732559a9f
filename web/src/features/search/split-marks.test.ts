import { expect, test } from 'vitest'
import { splitMarks } from './split-marks.ts'

test('matches are apart from what is around them', () => {
  expect(splitMarks('a <mark>bird</mark> and <mark>birds</mark>')).toEqual([
    { text: 'a ', isMatch: false },
    { text: 'bird', isMatch: true },
    { text: ' and ', isMatch: false },
    { text: 'birds', isMatch: true },
  ])
})

test('what somebody wrote stays text', () => {
  expect(splitMarks('&lt;script&gt; &amp;lt; <mark>&#39;</mark>')).toEqual([
    { text: '<script> &lt; ', isMatch: false },
    { text: "'", isMatch: true },
  ])
})
