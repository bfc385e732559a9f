import { expect, test } from 'vitest'
import { feedOf } from './feed-address.ts'

test.each([
  ['/', '/feed.atom', 'Social Forum'],
  ['/t/node.js', '/t/node.js/feed.atom', 'node.js · Social Forum'],
  ['/t/%D0%BA%D0%BD%D0%B8%D0%B3%D0%B8', '/t/%D0%BA%D0%BD%D0%B8%D0%B3%D0%B8/feed.atom', 'книги · Social Forum'],
  ['/t/a%2Fb%20c/', '/t/a%2Fb%20c/feed.atom', 'a/b c · Social Forum'],
  ['/u/Ann', '/u/Ann/feed.atom', '@Ann · Social Forum'],
])('the feed of %s is %s', (path, href, title) => {
  expect(feedOf(path)).toEqual({ href, title })
})

test.each(['/active', '/p/1', '/u/ann/followers', '/t/', '/u/a b', '/t/%E0%A4%A', '/t/a/b', ''])(
  '%s has no feed of its own',
  (path) => {
    expect(feedOf(path)).toBeNull()
  },
)
