import { createServer } from 'node:net'
import { freePort } from '@forum/embedded'
import { ConfigError } from '@forum/service-kit'
import { expect, onTestFinished, test } from 'vitest'
import { readSettings } from '../settings/settings.ts'
import { reachClickHouse, reachKafka, reachPostgres } from './external-stores.ts'
import { checkPort, portNear } from './ports.ts'
import { checkDisk, checkFolder } from './preflight.ts'

async function takenPort(): Promise<number> {
  const server = createServer()
  onTestFinished(() => void server.close())
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return port
}

test('a port in use is one sentence that names the variable and a way out', async () => {
  const port = await takenPort()
  await expect(checkPort('PORT', '127.0.0.1', port)).rejects.toThrow(
    `PORT: ${port} is in use on 127.0.0.1. Stop the program that listens there, or choose another one: PORT=${port + 1} npm start.`,
  )
})

test('a port in use that an address names is said by that variable', async () => {
  const port = await takenPort()
  await expect(checkPort('AUTH_URL', '127.0.0.1', port, `http://127.0.0.1:${port}`)).rejects.toThrow(
    `AUTH_URL: ${port} is in use on 127.0.0.1. Stop the program that listens there, or choose another one: AUTH_URL=http://127.0.0.1:${port + 1} npm start.`,
  )
})

test('an address of another machine cannot be listened on', async () => {
  await expect(checkPort('PORT', '192.0.2.1', 4000)).rejects.toThrow(
    /HOST: 192.0.2.1 is not an address of this machine. Set it to 127.0.0.1/,
  )
})

test('a port between the services moves when it is taken', async () => {
  const port = await takenPort()
  expect(await portNear(port, freePort, [])).not.toBe(port)
})

test('a port that another part will listen on is left to it', async () => {
  const [promised, other] = [await freePort(), await freePort()]
  expect(await portNear(promised, freePort, [promised])).not.toBe(promised)
  const given = [promised, other]
  const inTurn = async () => given.shift() ?? 0
  expect(await portNear(await takenPort(), inTurn, [promised])).toBe(other)
})

test('less than 1 GB of disk is one sentence', () => {
  expect(() => checkDisk('/data', 500 * 1024 ** 2)).toThrow(
    /Only 500 MB are free at \/data, and Social Forum needs 1 GB. Free some/,
  )
  expect(() => checkDisk('/data', 1024 ** 3)).not.toThrow()
})

test('a data folder that cannot be made is one sentence', () => {
  expect(() => checkFolder('/dev/null/forum')).toThrow(/FORUM_DATA_DIR: cannot write to \/dev\/null\/forum/)
  expect(() => checkFolder('/dev/null/files', 'EXPORTS_DIR')).toThrow(/EXPORTS_DIR: cannot write to \/dev\/null\/files/)
})

test('each wrong variable is one line with the way out', () => {
  expect(linesOf({ PORT: '99999', CLICKHOUSE_URL: 'localhost', SEEDING: 'maybe' })).toEqual([
    expect.stringMatching(/^PORT: "99999" is not a port.* Set it to a port from 1 to 65535\.$/),
    expect.stringMatching(/^CLICKHOUSE_URL: .* Set it to a URL such as/),
    expect.stringMatching(/^SEEDING: "maybe" is neither on nor off. Set it to on or off.$/),
  ])
})

function linesOf(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.lines
    throw error
  }
}

test('an external store that does not answer is one sentence that does not tell its password', async () => {
  const port = await freePort()
  const failures = await Promise.allSettled([
    reachPostgres('POSTS_DATABASE_URL', `postgresql://forum:hidden@127.0.0.1:${port}/posts`),
    reachKafka({ brokers: [`127.0.0.1:${port}`] }),
    reachClickHouse(`http://127.0.0.1:${port}`),
  ])
  expect(failures.map((failure) => failure.status === 'rejected' && failure.reason.message)).toEqual([
    `POSTS_DATABASE_URL: cannot reach 127.0.0.1:${port} (refused). Start Postgres there, or unset it to use the embedded one.`,
    `KAFKA_BROKERS: cannot reach 127.0.0.1:${port} (refused). Start Kafka there, or unset it to use the embedded one.`,
    `CLICKHOUSE_URL: cannot reach 127.0.0.1:${port} (refused). Start ClickHouse there, or unset it to use the embedded one.`,
  ])
})
