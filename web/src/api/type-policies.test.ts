import { gql, InMemoryCache } from '@apollo/client'
import { expect, test } from 'vitest'
import { typePolicies } from './type-policies.ts'

const thread = gql`
  query Thread($after: String) {
    post(id: "p") {
      id
      thread(first: 2, after: $after, sort: OLDEST) {
        edges { cursor node { id } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`

/** An edge's cursor is its node's id, but on later pages: a comment that was just written has another cursor than the one that the server gives it. */
function page(ids: string[], endCursor: string, mark = '') {
  const edges = ids.map((id) => ({ __typename: 'CommentEdge', cursor: mark + id, node: { __typename: 'Comment', id } }))
  const pageInfo = { __typename: 'PageInfo', hasNextPage: true, endCursor }
  return { post: { __typename: 'Post', id: 'p', thread: { __typename: 'CommentConnection', edges, pageInfo } } }
}

function cacheOf(first: string[], endCursor: string) {
  const cache = new InMemoryCache({ typePolicies })
  cache.writeQuery({ query: thread, data: page(first, endCursor) })
  const grow = (after: string, ids: string[]) =>
    cache.writeQuery({ query: thread, variables: { after }, data: page(ids, after, 'later-') })
  const shown = () =>
    cache.readQuery<ReturnType<typeof page>>({ query: thread })?.post.thread.edges.map(({ node }) => node.id)
  return { grow, shown }
}

test('the next page is put after the last edge of the one before', () => {
  const { grow, shown } = cacheOf(['a', 'b'], 'b')
  grow('b', ['c', 'd'])
  expect(shown()).toEqual(['a', 'b', 'c', 'd'])
})

test('a comment written meanwhile shows once, at its place', () => {
  const { grow, shown } = cacheOf(['a', 'b', 'mine'], 'b')
  grow('b', ['c', 'mine'])
  expect(shown()).toEqual(['a', 'b', 'c', 'mine'])
})

test('what is shown stays when the edge that the page ended with was deleted', () => {
  const { grow, shown } = cacheOf(['a', 'mine'], 'b')
  grow('b', ['c', 'mine'])
  expect(shown()).toEqual(['a', 'c', 'mine'])
})
