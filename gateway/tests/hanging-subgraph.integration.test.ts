import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { ask, startSmallForum } from './gateway-under-test.ts'

test('a subgraph that takes connections and never answers is not waited for once it has failed five times', async () => {
  const silent = createServer(() => undefined)
  const listening = Promise.withResolvers<void>()
  silent.listen(0, '127.0.0.1', listening.resolve)
  await listening.promise
  const address = silent.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  onTestFinished(() => void silent.close())
  const forum = await startSmallForum({ AUTH_URL: `http://127.0.0.1:${address.port}` })

  const page = '{ feed { edges { node { title author { handle } } } } }'
  const whole = { feed: { edges: [1, 3].map((n) => ({ node: { title: `Post "${n}" </title>`, author: null } })) } }
  await Promise.all(Array.from({ length: 5 }, () => ask(forum, page)))

  const startedAt = performance.now()
  const { data, errors } = await ask(forum, page)
  // Five seconds is what each of the five waited.
  expect(performance.now() - startedAt).toBeLessThan(2_500)
  expect(data).toEqual(whole)
  expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual(
    [0, 1].map((index) => [['feed', 'edges', index, 'node', 'author'], 'SUBGRAPH_UNAVAILABLE']),
  )
})
