import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanUp, type SmtpBehaviour, testSmtpServer } from '@forum/testing'
import { readMails } from '@forum/testing/mailbox'
import { expect, test } from 'vitest'
import { testAuth } from '../../../tests/test-auth.ts'
import { FileDelivery } from './file-delivery.ts'
import { MailRepository } from './mail-repository.ts'
import { SmtpDelivery } from './smtp-delivery.ts'
import { readSmtpUrl } from './smtp-server.ts'

/** Auth whose mails go to a mail server. */
async function withServer(behaviour: SmtpBehaviour = {}) {
  const [auth, { port, received }] = await Promise.all([testAuth(), testSmtpServer(behaviour)])
  const server = readSmtpUrl(`smtp://127.0.0.1:${port}`)
  if (!server) throw new Error('it is a URL')
  const delivery = new SmtpDelivery({ server: { ...server, tls: { rejectUnauthorized: false } }, name: 'localhost' })
  const rows = () => auth.database.prisma.mail.findMany({ orderBy: { id: 'asc' } })
  /** Lets time pass for what waits. */
  const pass = async (interval: string) => {
    await auth.database.prisma.$executeRaw`
      UPDATE mails SET due_at = due_at - ${interval}::interval, created_at = created_at - ${interval}::interval, expires_at = expires_at - ${interval}::interval`
    await auth.database.prisma.$executeRaw`UPDATE email_links SET expires_at = expires_at - ${interval}::interval`
  }
  return { auth, received, rows, pass, delivery, worker: auth.mailWorker(delivery) }
}

test('of any number of workers one sends each mail, once', async () => {
  const { auth, received, rows, delivery } = await withServer()
  for (let index = 0; index < 12; index += 1) await auth.person('many')
  const workers = [auth.mailWorker(delivery), auth.mailWorker(delivery), auth.mailWorker(delivery)]
  await Promise.all(workers.map((worker) => worker.drain()))
  expect(received).toHaveLength(12)
  expect(new Set(received.map(({ mail }) => mail.messageId)).size).toBe(12)
  expect(new Set((await rows()).map(({ state }) => state))).toEqual(new Set(['SENT']))
})

test('a mail is due in the moment in which it is written', async () => {
  const { auth } = await withServer()
  const mails = new MailRepository(auth.database)
  for (let number = 0; number < 100; number += 1) {
    await auth.database.transaction((tx) =>
      mails.add(tx, { dedupeKey: `now.${number}`, kind: 'CONFIRM_EMAIL', data: {}, expiresAt: null }),
    )
    expect(await mails.take(10, 60)).toHaveLength(1)
  }
})

test('what is sent is forgotten but for its key', async () => {
  const { auth, rows, worker } = await withServer()
  await auth.person('ann')
  await worker.drain()
  expect(await rows()).toMatchObject([{ state: 'SENT', data: {} }])
})

test('what fails waits longer each time, from ten seconds to an hour, and keeps its id', async () => {
  let isAway = true
  const seen: (string | undefined)[] = []
  const { auth, rows, pass, worker } = await withServer({
    onMessage: ({ messageId }) => {
      seen.push(messageId)
      return isAway ? { code: 451, text: 'Try later' } : null
    },
  })
  await auth.person('ann')
  const waits: number[] = []
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await worker.drain()
    await worker.drain() // not due yet
    const [row] = await rows()
    const [{ seconds } = { seconds: 0 }] = await auth.database.prisma.$queryRaw<{ seconds: number }[]>`
      SELECT round(extract(epoch FROM due_at - now()))::int AS seconds FROM mails`
    expect(row).toMatchObject({ state: 'WAITING', attempts: attempt + 1 })
    waits.push(seconds)
    await pass(`${seconds + 1} seconds`)
  }
  isAway = false
  await worker.drain()
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600])
  expect(await rows()).toMatchObject([{ state: 'SENT' }])
  expect(new Set(seen).size).toBe(1)
})

test('after two days it is given up and counted', async () => {
  const { auth, rows, delivery } = await withServer({ onMessage: () => ({ code: 451, text: 'Try later' }) })
  const ann = await auth.confirmed('ann')
  const { services } = auth
  const viewer = { id: ann.id, handle: ann.handle, role: 'USER' as const, sessionId: ann.sessionId, scopes: ['*'] }
  await services.passwords.change(viewer, { currentPassword: 'correct horse battery', newPassword: 'another one 77' })
  const worker = auth.mailWorker(delivery)
  await worker.drain()
  await auth.database.prisma.$executeRaw`
    UPDATE mails SET due_at = now(), created_at = now() - interval '49 hours' WHERE kind = 'PASSWORD_CHANGED'`
  await worker.drain()
  expect((await rows()).find(({ kind }) => kind === 'PASSWORD_CHANGED')).toMatchObject({
    state: 'DEAD',
    reason: 'too old',
  })
})

test('an address that a server refuses for good is marked; the mail is not tried again', async () => {
  const { auth, rows, worker } = await withServer({ onRecipient: () => ({ code: 550, text: 'No such user' }) })
  const ann = await auth.person('ann')
  await worker.drain()
  expect(await rows()).toMatchObject([{ state: 'DEAD', reason: 'address refused', attempts: 1 }])
  expect(await auth.services.accounts.addressee(ann.id)).toMatchObject({ isRefused: true })
})

test('a mail with a link is not sent after the link’s end, nor when a newer link has taken its place', async () => {
  const { auth, received, rows, pass, worker } = await withServer()
  const [late, twice] = [await auth.person('late'), await auth.person('twice')]
  const viewer = {
    id: twice.id,
    handle: twice.handle,
    role: 'USER' as const,
    sessionId: twice.sessionId,
    scopes: ['*'],
  }
  await auth.services.confirmations.sendAgain(viewer)
  await auth.database.prisma.$executeRaw`DELETE FROM mails WHERE data->>'accountId' = ${late.id}`
  await worker.drain()
  expect(received.map(({ to }) => to)).toEqual([[twice.email]])
  expect(await rows()).toMatchObject([{ state: 'DROPPED', reason: 'link ended' }, { state: 'SENT' }])
  await auth.person('later')
  await pass('25 hours')
  await worker.drain()
  expect(received).toHaveLength(1)
  expect((await rows()).at(-1)).toMatchObject({ state: 'DROPPED', reason: 'expired' })
})

test('a worker that died leaves its mail to the next, after its time', async () => {
  const { auth, received, pass, worker } = await withServer()
  await auth.person('ann')
  await auth.database.prisma.$executeRaw`UPDATE mails SET attempts = 1, due_at = now() + interval '150 seconds'`
  await worker.drain()
  expect(received).toEqual([])
  await pass('151 seconds')
  await worker.drain()
  expect(received).toHaveLength(1)
})

test('what is written in one process is sent at once by a worker that is told, and soon by one that is not', async () => {
  const { auth, received, delivery } = await withServer()
  const worker = auth.mailWorker(delivery, auth.services)
  worker.start()
  await auth.person('ann')
  worker.wake()
  await expect.poll(() => received.length, { timeout: 5_000 }).toBe(1)
  await worker.stop()
})

test('files: one a mail, readable by its owner alone, none half-written', async () => {
  const auth = await testAuth()
  const folder = await mkdtemp(join(tmpdir(), 'forum-mail-test-'))
  cleanUp(() => rm(folder, { recursive: true, force: true }))
  const directory = join(folder, 'mail')
  const ann = await auth.person('ann')
  await auth.mailWorker(new FileDelivery(directory)).drain()
  const names = await readdir(directory)
  expect(names).toHaveLength(1)
  expect((await stat(join(directory, names[0] ?? ''))).mode & 0o777).toBe(0o600)
  expect((await stat(directory)).mode & 0o777).toBe(0o700)
  expect(await readMails(directory)).toMatchObject([{ to: [{ address: ann.email }] }])
})
