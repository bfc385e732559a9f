import { FairQueue } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'
import { MarkdownRenderer } from './markdown-renderer.ts'

const asked = (sender: string, maxCpuMs = 250) => ({ sender, maxCpuMs })
test('a text that takes too long ends its own thread alone, and another takes its place', async () => {
  const renderer = new MarkdownRenderer()
  const slow = Array.from({ length: 3_000 }, (_, index) => `[link ${index}](https://x.y) *words*`).join('\n')
  const outcomes = await Promise.all([
    renderer.render(slow, asked('ann', 1)),
    renderer.render('a', asked('bob')),
    renderer.render('b', asked('cid')),
    renderer.render('c', asked('ann')),
  ])
  expect(outcomes[0]).toMatchObject({ status: 'refused', refusal: { construct: 'text' } })
  const pages = outcomes.map((outcome) => (outcome.status === 'rendered' ? outcome.rendered.html : null))
  expect(pages).toEqual([null, '<p>a</p>', '<p>b</p>', '<p>c</p>'])
  await renderer.close()
})

test('whoever sends many does not keep others waiting', () => {
  const queue = new FairQueue<string>({ ofSender: 10, size: 1_000 })
  for (const text of ['a1', 'a2', 'a3', 'b1', 'c1']) queue.add(text.charAt(0), text, 1)
  const order = Array.from({ length: 6 }, () => queue.take())
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'a3', undefined])
})

test('one sender waits with so many texts, and all together with so many characters', async () => {
  const renderer = new MarkdownRenderer({ threads: 1, maxOfSender: 2, maxCharacters: 10 })
  const waiting = [renderer.render('aaa', asked('ann')), renderer.render('bbb', asked('ann'))]
  expect(await renderer.render('c', asked('ann'))).toEqual({ status: 'busy', retryAfterSeconds: 2 })
  await expect(renderer.render('d'.repeat(9), asked('cid'))).rejects.toMatchObject({
    extensions: { code: 'OVERLOADED', retryAfterSeconds: 2 },
  })
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(['rendered', 'rendered'])
  await renderer.close()
})

const create = `mutation ($input: CreatePostInput!) {
  createPost(input: $input) { ... on CreatePostSuccess { post { bodyHtml } } ... on InvalidInput { fields { path code message } } }
}`
const preview = 'query ($body: String!) { renderMarkdown(body: $body) }'

test('renderMarkdown gives the bytes that bodyHtml holds, and says of what it cannot render what a write is told', async () => {
  const { ask, person } = await testPosts()
  const ann = await person('ann')
  const body = '# Hi\n\n![a](https://x.y) <b>x</b>\n\n| a |\n|---|\n| 1 |\n'
  const { data } = await ask(ann, create, { input: { title: 't', body } })
  expect((await ask(ann, preview, { body })).data.renderMarkdown).toBe(data.createPost.post.bodyHtml)

  const deep = `a\n\n${'>'.repeat(100)}`
  const [field] = (await ask(ann, create, { input: { title: 't', body: deep } })).data.createPost.fields
  expect(field).toMatchObject({
    path: ['body'],
    code: 'TOO_COMPLEX',
    message: expect.stringMatching(/^Line 3, lists and/),
  })
  const refused = await ask(ann, preview, { body: deep })
  expect(refused.errors).toMatchObject([
    { message: field.message, extensions: { code: 'BAD_USER_INPUT', reason: 'TOO_COMPLEX' } },
  ])
  expect((await ask(ann, preview, { body: 'x'.repeat(50_001) })).codes).toEqual(['BAD_USER_INPUT'])
  expect((await ask(null, preview, { body })).codes).toEqual(['UNAUTHENTICATED'])
})
