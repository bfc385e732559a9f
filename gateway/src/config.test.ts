import { ConfigError, readConfig } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { configSchema } from './config.ts'

const secret = 'a secret of the tests that is long enough'
const environment = {
  PORT: '4000',
  PUBLIC_URL: 'http://127.0.0.1:4000',
  SUBGRAPH_SECRET: secret,
  VISITOR_SECRET: secret,
  AUTH_URL: 'http://127.0.0.1:4001',
  POSTS_URL: 'http://127.0.0.1:4002',
  STATS_URL: 'http://127.0.0.1:4003',
  AUTH_GRPC_URL: '127.0.0.1:50051',
  AUTH_GRPC_SECRET: secret,
  KAFKA_BROKERS: '127.0.0.1:9092',
}

const read = (given: Record<string, string>) => readConfig(configSchema, { ...environment, ...given })

test.each([
  ['off', false],
  ['on', 1],
  ['2', 2],
  ['10.0.0.1, 10.1.0.0/16,::1, fd00::/8', ['10.0.0.1', '10.1.0.0/16', '::1', 'fd00::/8']],
])('TRUST_PROXY may be %s', (text, trusted) => {
  expect(read({ TRUST_PROXY: text }).TRUST_PROXY).toEqual(trusted)
})

test.each([
  ['TRUST_PROXY', 'banana'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['TRUST_PROXY', '10.0.0.1,,10.0.0.2/'],
  ['TRUSTED_DOCUMENTS', 'on'],
  ['CORS_ORIGINS', 'reader.example'],
  ['CORS_ORIGINS', 'https://reader.example/'],
  ['CORS_ORIGINS', 'https://reader.example, null'],
])('%s=%s is one line with the way out', (variable, text) => {
  const refused = expect.objectContaining({
    lines: [expect.stringMatching(new RegExp(`^${variable}: is .* Set it to .*\\.$`))],
  })
  expect(() => read({ [variable]: text })).toThrow(ConfigError)
  expect(() => read({ [variable]: text })).toThrow(refused)
})

test('CORS_ORIGINS may be * or origins', () => {
  expect(read({ CORS_ORIGINS: 'https://reader.example, http://127.0.0.1:3000' }).CORS_ORIGINS).toEqual([
    'https://reader.example',
    'http://127.0.0.1:3000',
  ])
  expect(read({ CORS_ORIGINS: '*' }).CORS_ORIGINS).toEqual(['*'])
})
