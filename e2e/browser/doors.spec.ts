import { exampleOperations } from '../../gateway/src/pages/example-operations.ts'
import { expect, test } from './fixtures.ts'

// The pages for programs and the people who write them. Neither acts as whoever reads.

const examples = exampleOperations(new Date())

/** GraphiQL's editor is some megabytes of code, which a busy machine takes its time to read. */
const editorCame = { timeout: 30_000 }

test('each example runs as it stands, as a guest, and shows what it is about', async ({ forum, world: _writers }) => {
  const answers = await Promise.all(examples.map(({ query, variables }) => forum.anonymous.run(query, variables)))
  expect(answers.map(({ status, errors }) => [status, errors])).toEqual(examples.map(() => [200, []]))
  const [content, walk, outcomes, days, guest] = answers.map(({ data }) => data)
  expect(content).toMatchObject({
    feed: { edges: [{ node: { stats: { asOf: expect.any(String) } } }, {}, {}, {}, {}] },
  })
  expect(walk).toMatchObject({ feed: { pageInfo: { hasNextPage: true, endCursor: expect.any(String) } } })
  expect(outcomes).toMatchObject({ login: { __typename: 'WrongCredentials' } })
  expect(days).toMatchObject({ topUsers: { items: [{ user: { stats: { daily: { length: 7 } } } }] } })
  expect(guest).toMatchObject({ viewer: null, tags: { edges: [{ node: { name: 'tea' } }, {}, {}, {}, {}] } })
})

test('GraphiQL opens with five examples, which run as they stand', async ({ world: _writers, open }) => {
  const { page } = await open()
  await page.goto('/graphiql/')
  for (const { name } of examples) await expect(page.getByRole('tab', { name })).toBeVisible(editorCame)
  // By its link: for a moment after a tab was chosen GraphiQL still sends the name of the operation in the tab before.
  await page.goto('/graphiql/?example=WhatAGuestMaySee')
  await expect(page.getByRole('tab').first()).toContainText('WhatAGuestMaySee', editorCame)
  // GraphiQL does nothing on a press that comes before both of its editors are there.
  for (const editor of ['.graphiql-query-editor', '.graphiql-response'])
    await expect(page.locator(`${editor} .monaco-editor`).first()).toBeVisible(editorCame)
  await page.getByRole('button', { name: /^Execute query/ }).click()
  await expect(page.getByRole('region', { name: 'Operation' })).toBeVisible()
  await expect(page.locator('.graphiql-response')).toContainText('"viewer": null')
})

test('the Sandbox page names the examples, and its links lead to them', async ({ world: _writers, open }) => {
  const { page } = await open()
  // Apollo's script comes from the internet, which the tests do without.
  await page.route('https://embeddable-sandbox.cdn.apollographql.com/**', (route) => route.abort())
  await page.goto('/graphql')
  await expect(page.getByText('Apollo Sandbox comes from the internet and cannot be loaded now.')).toBeVisible()
  await page.getByRole('navigation', { name: 'Examples' }).getByRole('link', { name: 'A walk by cursor' }).click()
  await expect(page).toHaveURL('/graphiql/?example=WalkByCursor')
  await expect(page.getByRole('tab').first()).toContainText('WalkByCursor', editorCame)
})

const marker = 'written by a stranger'

/** What a script that came from elsewhere would try, as whoever has this page open. It tells what it got in `window.loot`. */
const hostile = `
  const read = JSON.stringify({ query: '{ viewer { id email user { handle } } }' })
  const write = JSON.stringify({ query: 'mutation { createPost(input: { title: "${marker}", body: "x" }) { __typename } }' })
  const text = (promise) => promise.then((answer) => answer.text(), (error) => 'failed: ' + error.name)
  const ask = (body, init) => text(fetch('/graphql', { method: 'POST', body, ...init }))
  const json = { 'content-type': 'application/json' }
  const frame = (src) => new Promise((resolve) => {
    const element = document.createElement('iframe')
    element.onload = () => resolve((() => { try { return element.contentDocument?.body.innerText ?? 'nothing' } catch (error) { return error.name } })())
    element.src = src
    document.body.append(element)
  })
  const quietly = (what) => { try { return String(what()) } catch (error) { return error.name } }
  const form = () => {
    const element = document.createElement('form')
    element.method = 'post'
    element.enctype = 'text/plain'
    element.action = '/graphql'
    element.target = '_blank'
    const field = document.createElement('input')
    field.name = write.slice(0, -1) + ',"a":"'
    field.value = '"}'
    element.append(field)
    document.body.append(element)
    element.submit()
  }
  window.loot = Promise.all([
    ask(read, { credentials: 'include', headers: json }),
    ask(read, { credentials: 'same-origin', headers: json }),
    ask(read, { credentials: 'include', headers: { ...json, 'x-forum-request': '1' } }),
    ask(write, { credentials: 'include', headers: json }),
    ask(write, { credentials: 'include', mode: 'no-cors', headers: { 'content-type': 'text/plain' } }),
    text(fetch('/graphql?query=' + encodeURIComponent('{ viewer { id } }'), { credentials: 'include' })),
    text(fetch('/settings', { credentials: 'include' })),
    quietly(() => navigator.sendBeacon('/graphql', new Blob([write], { type: 'application/json' }))),
    quietly(() => document.cookie),
    quietly(() => localStorage.length),
    quietly(() => window.open('/settings').document.body.innerText),
    quietly(form),
    frame('/settings'),
  ])
`

test('a hostile script in the place of Apollo’s can neither read nor write as who has the page open', async ({
  world: { reader },
  open,
}) => {
  const { page } = await open({ as: reader })
  await page.route('https://embeddable-sandbox.cdn.apollographql.com/**', (route) =>
    route.fulfill({
      body: hostile,
      headers: { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' },
    }),
  )
  await page.goto('/graphql')
  const loot = await page.evaluate<string[]>('window.loot')
  expect(loot).toHaveLength(13)
  for (const text of loot) expect(text).not.toMatch(new RegExp(`${reader.id}|${reader.handle}|@example|Success`))
  const { data } = await reader.client.run<{ viewer: { user: { posts: { edges: { node: { title: string } }[] } } } }>(
    '{ viewer { user { posts(first: 100) { edges { node { title } } } } } }',
  )
  const titles = data?.viewer.user.posts.edges.map(({ node }) => node.title)
  expect(titles).toContain('A post of my own')
  expect(titles).not.toContain(marker)
})
