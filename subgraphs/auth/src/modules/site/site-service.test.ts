import { expect, test } from 'vitest'
import { testAuth, viewerOf } from '../../../tests/test-auth.ts'

const address = '192.0.2.7'

test('a new place has a name, no rules, and is open', async () => {
  const { services } = await testAuth()
  expect(await services.site.read()).toEqual({
    name: 'Social Forum',
    description: '',
    contact: '',
    registration: 'OPEN',
    rulesVersion: 0,
    rules: [],
  })
})

test('an admin changes what is given, and the log names it without its words', async () => {
  const auth = await testAuth()
  const chief = await auth.admin()
  const { site, audit } = auth.services
  const rules = [
    { title: 'Be kind', text: 'Or be quiet.' },
    { title: ' Stay\n on topic ', text: '' },
  ]
  const outcome = await site.update(chief, { name: 'The  Tea Room', registration: 'INVITE', rules }, address)
  if (outcome.__typename !== 'UpdateSiteSuccess') throw new Error(outcome.message)
  expect(outcome.site).toMatchObject({
    name: 'The Tea Room',
    registration: 'INVITE',
    rulesVersion: 1,
    rules: [{ title: 'Be kind' }, { title: 'Stay on topic' }],
  })
  expect(await site.read()).toEqual(outcome.site)
  const [{ node } = { node: null }] = (await audit.list(chief, { userId: chief.id, first: 1 })).edges
  expect(node).toMatchObject({ kind: 'SITE_CHANGED', detail: 'name, registration OPEN to INVITE, rules 1' })
})

test('rules keep their ids while they are changed and moved; what is left out is retired and still found by its id', async () => {
  const auth = await testAuth()
  const chief = await auth.admin()
  const { site } = auth.services
  const set = async (rules: { id?: string; title: string; text: string }[]) => {
    const outcome = await site.update(chief, { rules }, address)
    if (outcome.__typename !== 'UpdateSiteSuccess') throw new Error(JSON.stringify(outcome))
    return outcome.site
  }
  const first = await set([
    { title: 'A', text: 'a' },
    { title: 'B', text: 'b' },
    { title: 'C', text: 'c' },
  ])
  const [a, b, c] = first.rules
  if (!a || !b || !c) throw new Error('three rules')
  const second = await set([c, { ...a, text: 'other' }])
  expect(second).toMatchObject({ rulesVersion: 2, rules: [c, { ...a, text: 'other' }] })
  expect((await site.rulesByIds([b.id])).get(b.id)).toEqual(b)
  expect(await set([c, { ...a, text: 'other' }])).toMatchObject({ rulesVersion: 2 })
  expect(await set([b])).toMatchObject({ rulesVersion: 3, rules: [b] })
})

test('what is wrong is said at each field, and nothing changes', async () => {
  const auth = await testAuth()
  const chief = await auth.admin()
  const { site } = auth.services
  const before = await site.read()
  const outcome = await site.update(
    chief,
    {
      name: ' \u200b ',
      description: 'x'.repeat(1_001),
      rules: [
        { id: crypto.randomUUID(), title: '', text: 'y'.repeat(2_001) },
        { id: "'; --", title: 'x', text: '' },
      ],
    },
    address,
  )
  expect(
    outcome.__typename === 'InvalidInput' && outcome.fields.map(({ path, code }) => `${path.join('.')} ${code}`),
  ).toEqual([
    'name NAME_LENGTH',
    'description DESCRIPTION_TOO_LONG',
    'rules.0.title TITLE_LENGTH',
    'rules.0.text TEXT_TOO_LONG',
    'rules.0.id RULE_UNKNOWN',
    'rules.1.id RULE_UNKNOWN',
  ])
  expect(await site.read()).toEqual(before)
  expect(
    await site.update(chief, { rules: Array.from({ length: 21 }, () => ({ title: 'x', text: '' })) }, address),
  ).toMatchObject({
    fields: [{ path: ['rules'], code: 'TOO_MANY' }],
  })
})

test('it is for admins', async () => {
  const auth = await testAuth()
  const ann = await auth.person('ann')
  await expect(auth.services.site.update(viewerOf(ann, 'MODERATOR'), { name: 'x' }, address)).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN' },
  })
})
