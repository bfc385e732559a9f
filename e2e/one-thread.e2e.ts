import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ForumNetwork } from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

let forum: ForumNetwork

beforeAll(async () => {
  forum = await startNetwork()
})
afterAll(() => forum?.stop())

const page = `query Thread($id: ID!) {
  post(id: $id) {
    commentCount
    thread { totalCount edges { node {
      id body removed depth replyCount likeCount viewerHasLiked viewerCanEdit author { handle } parent { id } ancestors { id }
    } } }
    stats { comments views uniqueViewers }
    author { stats { comments likesReceived viewsReceived } }
  }
}`

type Page = { post: { thread: { edges: { node: { id: string } }[] } } }

test('two people in one thread: replies in place, a removed comment stays as a placeholder, and each sees their own', async () => {
  showLogsOnFailure(forum)
  const ann = await forum.person('ann')
  const bob = await forum.person('bob')
  const post = await ann.post({ title: 'On tea' })
  const question = await bob.comment(post, 'Green or black?')
  const answer = await ann.comment(post, 'Green in the morning.', question)
  const later = await bob.comment(post, 'And in the evening?')
  await bob.likeComment(answer)
  await bob.view(post)
  await bob.view(post, 'LINK')
  await bob.client.mutate(
    'mutation Delete($input: DeleteCommentInput!) { deleteComment(input: $input) { __typename } }',
    { input: { id: question.id } },
  )
  await forum.processAll()

  const thread = (viewer: 'ann' | 'bob' | 'nobody') => ({
    // Of what the list holds, the placeholder among it.
    totalCount: 3,
    edges: [
      {
        id: question.id,
        body: '',
        removed: true,
        depth: 0,
        replyCount: 1,
        likeCount: 0,
        viewerHasLiked: false,
        viewerCanEdit: false,
        author: null,
        parent: null,
        ancestors: [],
      },
      {
        id: answer.id,
        body: 'Green in the morning.',
        removed: false,
        depth: 1,
        replyCount: 0,
        likeCount: 1,
        viewerHasLiked: viewer === 'bob',
        viewerCanEdit: viewer === 'ann',
        author: { handle: 'ann' },
        parent: { id: question.id },
        ancestors: [{ id: question.id }],
      },
      {
        id: later.id,
        body: 'And in the evening?',
        removed: false,
        depth: 0,
        replyCount: 0,
        likeCount: 0,
        viewerHasLiked: false,
        viewerCanEdit: viewer === 'bob',
        author: { handle: 'bob' },
        parent: null,
        ancestors: [],
      },
    ].map((node) => ({ node })),
  })
  const seenBy = async (viewer: 'ann' | 'bob' | 'nobody') => {
    const client = { ann: ann.client, bob: bob.client, nobody: forum.anonymous }[viewer]
    return client.query<Page>(page, { id: post.id })
  }
  for (const viewer of ['ann', 'bob', 'nobody'] as const)
    expect(await seenBy(viewer)).toEqual({
      post: {
        commentCount: 2,
        thread: thread(viewer),
        // Two sources in one half-hour are one view.
        stats: { comments: 2, views: 1, uniqueViewers: 1 },
        author: { stats: { comments: 1, likesReceived: 1, viewsReceived: 1 } },
      },
    })
})
