import { expect, test } from 'vitest'
import { z } from 'zod'
import { ConfigError, readConfig } from './config.ts'
import { env } from './env.ts'

const schema = z.object({
  PORT: env.port().default(4001),
  PUBLIC_URL: env.origin(),
  DATABASE_URL: env.databaseUrl(),
  SECRET: env.secret(),
  KAFKA_BROKERS: env.kafkaBrokers(),
  KAFKA_TOPIC_PREFIX: env.topicPrefix(),
  SEEDING: env.flag().default(false),
  CORS_ORIGINS: env.list().default([]),
})

const good = {
  PUBLIC_URL: 'http://127.0.0.1:4000/',
  DATABASE_URL: 'postgresql://forum@127.0.0.1/auth',
  SECRET: 's'.repeat(32),
  KAFKA_BROKERS: 'a:9092, b:9092',
}

function linesOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(schema, environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.lines
    throw error
  }
  return []
}

test('reads, converts and fills in', () => {
  expect(
    readConfig(schema, { ...good, PORT: '0', SEEDING: 'on', CORS_ORIGINS: 'https://a.example, https://b.example,' }),
  ).toEqual({
    PORT: 0,
    PUBLIC_URL: 'http://127.0.0.1:4000',
    DATABASE_URL: good.DATABASE_URL,
    SECRET: good.SECRET,
    KAFKA_BROKERS: ['a:9092', 'b:9092'],
    KAFKA_TOPIC_PREFIX: '',
    SEEDING: true,
    CORS_ORIGINS: ['https://a.example', 'https://b.example'],
  })
})

test('an empty variable is an unset one', () => {
  expect(readConfig(schema, { ...good, PORT: '', SEEDING: '' })).toMatchObject({ PORT: 4001, SEEDING: false })
})

test('says every wrong variable at once, one line each, with the way out', () => {
  const lines = linesOf({ ...good, PORT: '70000', SEEDING: 'maybe', KAFKA_BROKERS: 'kafka', DATABASE_URL: 'mysql://x' })
  expect(lines).toEqual([
    'PORT: "70000" is not a port from 0 to 65535. Set it to a port from 0 to 65535.',
    'DATABASE_URL: is not a URL that starts with postgres:// or postgresql://. Set it to a URL such as postgresql://user:password@127.0.0.1:5432/name.',
    'KAFKA_BROKERS: is not a list of brokers. Set it to one or more host:port, separated by commas, such as 127.0.0.1:9092.',
    'SEEDING: "maybe" is neither on nor off. Set it to on or off.',
  ])
})

test('a missing variable is said to be missing', () => {
  const { PUBLIC_URL: _, ...rest } = good
  expect(linesOf(rest)).toEqual(['PUBLIC_URL: is not set. Set it to a URL such as http://127.0.0.1:4000.'])
})

test('a wrong secret is never repeated', () => {
  const [line, ...others] = linesOf({ ...good, SECRET: 'hunter2' })
  expect(others).toEqual([])
  expect(line).toMatch(/^SECRET: .*32 characters/)
  expect(line).not.toContain('hunter2')
})

test('an origin is given back as browsers write it, and has no path', () => {
  const originOf = (PUBLIC_URL: string) => readConfig(schema, { ...good, PUBLIC_URL }).PUBLIC_URL
  expect(originOf('HTTPS://Форум.example:443/')).toBe('https://xn--l1adgmc.example')
  expect(linesOf({ ...good, PUBLIC_URL: 'https://example.org/forum' })).toEqual([
    'PUBLIC_URL: has more than a scheme and a host. Set it to https://example.org.',
  ])
  expect(linesOf({ ...good, PUBLIC_URL: 'forum.example' })).toEqual([
    'PUBLIC_URL: is not a URL that starts with http:// or https://. Set it to a URL such as http://127.0.0.1:4000.',
  ])
})
