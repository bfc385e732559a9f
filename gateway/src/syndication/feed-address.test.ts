import { expect, test } from 'vitest'
import { feedOf } from './feed-address.ts'

const siteName = 'The Tea Room'

test.each([
  ['/', '/feed.atom', 'The Tea Room'],
  ['/t/node.js', '/t/node.js/feed.atom', 'node.js · The Tea Room'],
  ['/t/%D0%BA%D0%BD%D0%B8%D0%B3%D0%B8', '/t/%D0%BA%D0%BD%D0%B8%D0%B3%D0%B8/feed.atom', 'книги · The Tea Room'],
  ['/t/a%2Fb%20c/', '/t/a%2Fb%20c/feed.atom', 'a/b c · The Tea Room'],
  ['/u/Ann', '/u/Ann/feed.atom', '@Ann · The Tea Room'],
])('the feed of %s is %s', (path, href, title) => {
  expect(feedOf(path, siteName)).toEqual({ href, title })
})

test.each(['/active', '/p/1', '/u/ann/followers', '/t/', '/u/a b', '/t/%E0%A4%A', '/t/a/b', ''])(
  '%s has no feed of its own',
  (path) => {
    expect(feedOf(path, siteName)).toBeNull()
  },
)
