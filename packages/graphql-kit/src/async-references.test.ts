import { expect, test } from 'vitest'
import { withAsyncReferences } from './async-references.ts'

test('a reference resolver that throws at once fails for its own entity only', async () => {
  const { Post } = withAsyncReferences({
    Post: {
      __resolveReference: () => {
        throw new Error('this one')
      },
      title: () => 'kept',
    },
  }) as { Post: { __resolveReference: () => Promise<unknown>; title: () => string } }
  await expect(Post.__resolveReference()).rejects.toThrow('this one')
  expect(Post.title()).toBe('kept')
})
