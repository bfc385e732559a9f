import { expect, test } from 'vitest'
import { sql } from '../src/index.ts'
import { openTestDatabase } from './test-database.ts'

const values = sql`
  SELECT 1::int2 AS small, 2::int4 AS number, 9007199254740993::int8 AS large, ARRAY[1, NULL, 9007199254740993]::int8[] AS larges,
    0.1::float4 AS real, 1e300::float8 AS double, true AS yes, NULL::text AS nothing, 'я'::varchar AS text, ARRAY['a', 'b,"'] AS texts,
    '018f0000-0000-7000-8000-000000000001'::uuid AS id, ARRAY['018f0000-0000-7000-8000-000000000001']::uuid[] AS ids,
    timestamptz '2026-11-29 01:02:03.456+03' AS time, timestamp '2026-11-29 01:02:03' AS "timeWithoutZone", date '2026-11-29' AS day,
    '{"a": [1, null]}'::jsonb AS json, '\\x00ff'::bytea AS bytes`

test('single statements give what they gave through Prisma’s client', async () => {
  const { database } = await openTestDatabase()
  const [[ours], [prismas]] = await Promise.all([
    database.sql.$queryRaw<Record<string, unknown>[]>(values),
    database.prisma.$queryRaw<Record<string, unknown>[]>(values),
  ])
  const plain = (row: Record<string, unknown> | undefined) => ({
    ...row,
    bytes: [...new Uint8Array(Object(row?.['bytes']))],
  })
  expect(plain(ours)).toEqual(plain(prismas))
})

test('a statement takes what Prisma’s client took', async () => {
  const {
    database: { sql: ours, prisma },
  } = await openTestDatabase()
  const time = new Date('2026-11-29T01:02:03.456Z')
  const bytes = new Uint8Array([0, 255])
  for (const database of [ours, prisma])
    expect(
      await database.$queryRaw`
        SELECT ${time}::timestamptz AS time, ${[1, 2]}::int[] AS numbers, ${['a', 'b,"']}::text[] AS texts, ${null}::text AS nothing,
          ${2n ** 60n}::int8 = 1152921504606846976 AS large, ${true}::boolean AS yes, encode(${bytes}::bytea, 'hex') AS bytes`,
    ).toEqual([{ time, numbers: [1, 2], texts: ['a', 'b,"'], nothing: null, large: true, yes: true, bytes: '00ff' }])
})

test('a change says how many rows it had', async () => {
  const {
    database: { sql: ours },
  } = await openTestDatabase()
  expect(await ours.$executeRaw`INSERT INTO things SELECT generate_series(1, 3)`).toBe(3)
})
