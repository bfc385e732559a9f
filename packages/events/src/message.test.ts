import { expect, test } from 'vitest'
import { postLiked, postView, profileErased, profileUpdated, viewSources } from './index.ts'
import { encodeEvent, type IncomingMessage, parseEvent } from './message.ts'

const ann = '01890000-0000-7000-8000-000000000001'
const post = '01890000-0000-7000-8000-000000000002'
const time = new Date('2026-03-01T12:00:00.123Z')
const liked = postLiked({ postId: post, postAuthorId: ann, userId: ann, active: true, version: 3 }, { time })

function received(message: ReturnType<typeof encodeEvent>): IncomingMessage {
  return {
    key: message.key === null ? null : Buffer.from(message.key),
    value: message.value === null ? null : Buffer.from(message.value),
    headers: Object.fromEntries(Object.entries(message.headers).map(([name, text]) => [name, Buffer.from(text)])),
  }
}

test('an event comes back as it was sent', () => {
  expect(parseEvent(received(encodeEvent(liked)))).toEqual({ ok: true, event: liked })
})

test('travels as CloudEvents 1.0 in binary mode, keyed by what its order is kept for', () => {
  const { key, value, headers } = encodeEvent(liked)
  expect(key).toBe(post)
  expect(JSON.parse(value ?? '')).toEqual(liked.data)
  expect(headers).toEqual({
    ce_specversion: '1.0',
    ce_id: liked.id,
    ce_type: 'post_liked',
    ce_time: '2026-03-01T12:00:00.123Z',
    ce_source: 'forum/posts',
    ce_subject: post,
    'content-type': 'application/json',
  })
})

test('an erased profile is a tombstone under the key of the profile', () => {
  const profile = encodeEvent(
    profileUpdated({ userId: ann, handle: 'ann', displayName: 'Ann', avatarUrl: null, version: 1 }, { time }),
  )
  const erased = encodeEvent(profileErased({ userId: ann }, { time }))
  expect(erased.value).toBeNull()
  expect(erased.key).toBe(profile.key)
  const parsed = parseEvent(received(erased))
  expect(parsed).toMatchObject({ ok: true, event: { type: 'profile_erased', data: { userId: ann } } })
})

test('says of what it cannot read why', () => {
  const good = received(encodeEvent(liked))
  const with_ = (change: Partial<IncomingMessage>) => parseEvent({ ...good, ...change })
  expect(with_({ headers: {} })).toMatchObject({
    ok: false,
    reason: 'malformed',
    detail: 'the header ce_type is missing',
  })
  expect(with_({ headers: { ...good.headers, ce_type: 'post_sung' } })).toEqual({
    ok: false,
    reason: 'unknown_type',
    detail: 'post_sung',
  })
  expect(with_({ value: Buffer.from('{') })).toMatchObject({ ok: false, reason: 'malformed' })
  expect(with_({ value: null })).toMatchObject({ ok: false, reason: 'malformed' })
  expect(with_({ value: Buffer.from('{"postId":"7"}') })).toMatchObject({ ok: false, reason: 'malformed' })
  const tooHigh = JSON.stringify({ ...liked.data, version: 2 ** 31 })
  expect(with_({ value: Buffer.from(tooHigh) })).toMatchObject({ ok: false, reason: 'malformed' })
  for (const ce_time of ['yesterday', '1969-12-31T23:59:59.999Z', '2149-01-01T00:00:00Z', '0001-01-01T00:00:00Z'])
    expect(with_({ headers: { ...good.headers, ce_time } })).toMatchObject({ ok: false, reason: 'malformed' })
  for (const ce_time of ['1970-01-01T00:00:00Z', '2148-12-31T23:59:59.999Z'])
    expect(with_({ headers: { ...good.headers, ce_time } })).toMatchObject({ ok: true })
})

test('one view for a viewer, a post and a half-hour, whose earliest source wins', () => {
  const view = { postId: post, postAuthorId: ann, viewerKey: 'v1', member: false } as const
  const at = (text: string, source: (typeof viewSources)[number]) => postView({ ...view, source }, new Date(text))
  const first = at('2026-03-01T12:00:00Z', 'LINK')
  const again = at('2026-03-01T12:29:59.999Z', 'FEED')
  const later = at('2026-03-01T12:30:00Z', 'LINK')
  expect(again.id).toBe(first.id)
  expect(first.time).toEqual(new Date('2026-03-01T12:00:00Z'))
  expect(later.id).not.toBe(first.id)
  expect(again.data.version).toBeGreaterThan(first.data.version)
  expect(viewSources.map((source) => at('2026-03-01T12:00:00Z', source).data.version)).toEqual([7, 6, 5, 4, 3, 2, 1])
  expect(parseEvent(received(encodeEvent(first)))).toEqual({ ok: true, event: first })
})
