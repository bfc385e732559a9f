import { Verdicts } from '@forum/auth-client'
import { CircuitOpen, createLogger } from '@forum/service-kit'
import { cleanUp } from '@forum/testing'
import { expect, test } from 'vitest'
import { GrpcConnection } from '../src/grpc-connection.ts'
import { GrpcSource } from '../src/grpc-source.ts'
import { endedAnswer, sessionId, TokenServer, userId, validAnswer } from './token-server.ts'

const token = 'aaaa.bbbb.cccc'

/** Verdicts over a real connection, with a clock of the test's own and promises for what is heard. */
async function listeningClient({ limit = 100 } = {}) {
  const server = await TokenServer.start()
  const time = { now: 0 }
  const signals = {
    up: Promise.withResolvers<void>(),
    down: Promise.withResolvers<void>(),
    heard: Promise.withResolvers<void>(),
  }
  const connection = new GrpcConnection({ url: `127.0.0.1:${server.port}`, service: 'test', secret: 'secret' })
  const source = new GrpcSource(connection)
  const verdicts = new Verdicts({
    source,
    logger: createLogger({ name: 'test', level: 'silent' }),
    limit,
    now: () => time.now,
    metrics: {
      answered: () => undefined,
      streamIsUp: (isUp) => (isUp ? signals.up : signals.down).resolve(),
      received: () => signals.heard.resolve(),
    },
  })
  cleanUp(async () => {
    await verdicts.close()
    connection.close()
  })
  await server.listener
  server.position(0)
  await signals.up.promise
  signals.down = Promise.withResolvers()
  const next = async (signal: 'up' | 'down' | 'heard', cause: () => unknown) => {
    signals[signal] = Promise.withResolvers()
    await cause()
    await signals[signal].promise
  }
  return { server, verdicts, time, next }
}

test('a verdict is kept for 30 s and then asked for again', async () => {
  const { server, verdicts, time } = await listeningClient()
  expect(await verdicts.verify(token)).toMatchObject({
    status: 'valid',
    userId,
    sessionId,
    handle: 'ann',
    role: 'USER',
    asOf: 1,
  })
  time.now = 29_999
  await verdicts.verify(token)
  expect(server.questions).toHaveLength(1)
  time.now = 30_000
  await verdicts.verify(token)
  expect(server.questions).toHaveLength(2)
})

test('a verdict is never kept past the end of its token', async () => {
  const { server, verdicts, time } = await listeningClient()
  server.answer = () => validAnswer(1, 5)
  await verdicts.verify(token)
  time.now = 4_999
  await verdicts.verify(token)
  expect(server.questions).toHaveLength(1)
  time.now = 5_000
  await verdicts.verify(token)
  expect(server.questions).toHaveLength(2)
})

test('what cannot be a token is refused without a question', async () => {
  const { server, verdicts } = await listeningClient()
  for (const rubbish of ['', 'x', 'a.b', 'a b.c d.e f', `${'a'.repeat(9_000)}.b.c`, 'ä.ö.ü'])
    expect(await verdicts.verify(rubbish)).toEqual({ status: 'invalid', reason: 'BAD_TOKEN' })
  expect(server.questions).toEqual([])
})

test.each(['session', 'user'] as const)('a revoked %s is asked about again at once', async (what) => {
  const { server, verdicts, next } = await listeningClient()
  await verdicts.verify(token)
  server.answer = () => endedAnswer(2)
  await next('heard', () => (what === 'session' ? server.revokeSession(2) : server.revokeUser(2)))
  expect(await verdicts.verify(token)).toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
})

test('a revocation of somebody else leaves a verdict alone', async () => {
  const { server, verdicts, next } = await listeningClient()
  await verdicts.verify(token)
  await next('heard', () => server.revokeSession(2, '0190a000-0000-7000-8000-00000000000f'))
  await verdicts.verify(token)
  expect(server.questions).toHaveLength(1)
})

test('an answer older than a revocation that was heard is asked for again', async () => {
  const { server, verdicts, next } = await listeningClient()
  const answers = [validAnswer(6), endedAnswer(7)]
  server.answer = () => answers.shift() ?? endedAnswer(7)
  await next('heard', () => server.revokeSession(7))
  expect(await verdicts.verify(token)).toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
  expect(server.questions).toHaveLength(2)
})

test('a revocation that is heard while the answer is under way counts', async () => {
  const { server, verdicts, next } = await listeningClient()
  const asked = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  server.answer = async () => {
    asked.resolve()
    await release.promise
    server.answer = () => endedAnswer(3)
    return validAnswer(2)
  }
  const verdict = verdicts.verify(token)
  await asked.promise
  await next('heard', () => server.revokeSession(3))
  release.resolve()
  expect(await verdict).toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
})

test('an Auth that keeps answering out of date has not answered', async () => {
  const { server, verdicts, next } = await listeningClient()
  server.answer = () => validAnswer(1)
  await next('heard', () => server.revokeSession(2))
  expect(await verdicts.verify(token)).toEqual({ status: 'unavailable' })
})

test('after a reset nothing from before it is used', async () => {
  const { server, verdicts, next } = await listeningClient()
  await verdicts.verify(token)
  server.answer = () => validAnswer(50)
  await next('heard', () => server.say({ $case: 'reset', value: { number: 50 } }))
  await verdicts.verify(token)
  expect(server.questions).toHaveLength(2)
})

test('an Auth whose numbers have begun again is believed after its reset', async () => {
  const { server, verdicts, next } = await listeningClient()
  server.answer = () => validAnswer(90)
  await verdicts.verify(token)
  await next('heard', () => server.revokeSession(91))
  await next('heard', () => server.say({ $case: 'reset', value: { number: 3 } }))
  server.answer = () => validAnswer(3)
  expect(await verdicts.verify(token)).toMatchObject({ status: 'valid', asOf: 3 })
  expect(server.questions).toHaveLength(2)
})

test('callers at the same time share one question', async () => {
  const { server, verdicts } = await listeningClient()
  const release = Promise.withResolvers<void>()
  server.answer = async () => {
    await release.promise
    return validAnswer()
  }
  const together = Promise.all(Array.from({ length: 20 }, () => verdicts.verify(token)))
  release.resolve()
  expect((await together).every(({ status }) => status === 'valid')).toBe(true)
  expect(server.questions).toHaveLength(1)
})

test('of more tokens than the limit the least recently used is forgotten', async () => {
  const { server, verdicts } = await listeningClient({ limit: 2 })
  const [first, second, third] = ['aaaa.bbbb.0001', 'aaaa.bbbb.0002', 'aaaa.bbbb.0003']
  for (const each of [first, second, first, third, first]) await verdicts.verify(each)
  expect(server.questions).toEqual([first, second, third])
  await verdicts.verify(second)
  expect(server.questions).toEqual([first, second, third, second])
})

test('bad tokens do not push good ones out', async () => {
  const { server, verdicts } = await listeningClient({ limit: 10 })
  await verdicts.verify(token)
  server.answer = () => endedAnswer(1)
  for (let n = 0; n < 50; n++) await verdicts.verify(`aaaa.bbbb.${n + 1_000}`)
  server.questions.length = 0
  await verdicts.verify(token)
  expect(server.questions).toEqual([])
})

test('while the stream is down a verdict is kept for 1 s, and without Auth the answer is that there is none', async () => {
  const { server, verdicts, time, next } = await listeningClient()
  await verdicts.verify(token)
  await next('down', () => server.stop())
  expect(verdicts.ready()).toBe(false)
  time.now = 999
  expect(await verdicts.verify(token)).toMatchObject({ status: 'valid' })
  time.now = 1_000
  expect(await verdicts.verify(token)).toEqual({ status: 'unavailable' })
})

test('a client finds Auth again and resumes after the last number that it heard', async () => {
  const { server, verdicts, time, next } = await listeningClient()
  await verdicts.verify(token)
  await next('heard', () => server.revokeSession(4, '0190a000-0000-7000-8000-00000000000f'))
  await next('down', () => server.stop())
  await next('up', async () => {
    await server.listen()
    await server.listener
    server.position(4)
  })
  expect(server.resumedAfter).toEqual([undefined, 4])
  expect(verdicts.ready()).toBe(true)
  time.now = 20_000
  expect(await verdicts.verify(token)).toMatchObject({ status: 'valid' })
  expect(server.questions).toHaveLength(1)
})

test('an Auth that hangs is asked five times and then not waited for, until it answers the question that is put now and then', async () => {
  const server = await TokenServer.start()
  const changes: string[] = []
  const closed = Promise.withResolvers<void>()
  const connection = new GrpcConnection({
    url: `127.0.0.1:${server.port}`,
    service: 'test',
    secret: 'secret',
    deadlineMs: 200,
    probeEveryMs: 50,
    onCircuit: (state) => {
      changes.push(state)
      if (state === 'closed') closed.resolve()
    },
  })
  cleanUp(async () => connection.close())
  const source = new GrpcSource(connection)
  const hanging = Promise.withResolvers<void>()
  server.answer = async () => {
    await hanging.promise
    return validAnswer()
  }
  const late = await Promise.allSettled(Array.from({ length: 5 }, () => source.verify(token)))
  expect(late.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'rejected'))
  expect(changes).toEqual(['open'])
  await expect(source.verify('never.sent.now')).rejects.toThrow(CircuitOpen)
  hanging.resolve()
  await closed.promise
  expect(await source.verify(token)).toMatchObject({ verdict: { status: 'valid' } })
  expect(server.questions).not.toContain('never.sent.now')
})

test('an Auth that refuses connections is known to be away each time, so it is asked again as soon as it is back', async () => {
  const server = await TokenServer.start()
  const changes: string[] = []
  const connection = new GrpcConnection({
    url: `127.0.0.1:${server.port}`,
    service: 'test',
    secret: 'secret',
    onCircuit: (state) => void changes.push(state),
  })
  cleanUp(async () => connection.close())
  const source = new GrpcSource(connection)
  await source.verify(token)
  server.stop()
  for (let index = 0; index < 10; index += 1) await expect(source.verify(token)).rejects.toThrow(/UNAVAILABLE/)
  expect(changes).toEqual([])
})
