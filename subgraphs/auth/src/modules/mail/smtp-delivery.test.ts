import { type SMTPServerAuthentication, testSmtpServer } from '@forum/testing'
import { describe, expect, test } from 'vitest'
import type { OutgoingMail } from './mail-delivery.ts'
import { SmtpDelivery } from './smtp-delivery.ts'
import { readSmtpUrl, type SmtpServer } from './smtp-server.ts'

const mail: OutgoingMail = {
  accountId: '0199a000-0000-7000-8000-000000000001',
  messageId: 'confirm.1@forum.example',
  from: { name: 'Social, "Forum" <x>', address: 'forum@forum.example' },
  to: 'ann@example.com',
  subject: 'Тема с «кавычками»',
  text: 'Текст\n.\nпосле точки\n',
  html: '<p>Текст</p>',
  headers: { 'Content-Language': 'ru' },
}

const through = (url: string, tls?: SmtpServer['tls'], withinMs?: number) => {
  const server = readSmtpUrl(url)
  if (!server) throw new Error(`${url} is none`)
  return new SmtpDelivery({
    server: { ...server, ...(tls ? { tls } : {}) },
    name: 'forum.example',
    ...(withinMs ? { withinMs } : {}),
  })
}

test('a mail arrives whole, with its id, its date, and the mark of a machine', async () => {
  const { port, received } = await testSmtpServer()
  await through(`smtp://127.0.0.1:${port}`, { rejectUnauthorized: false }).deliver(mail)
  expect(received).toMatchObject([{ to: ['ann@example.com'] }])
  const [{ mail: got } = { mail: undefined }] = received
  expect(got).toMatchObject({
    messageId: '<confirm.1@forum.example>',
    subject: mail.subject,
    text: mail.text,
    from: { name: 'Social, "Forum" <x>', address: 'forum@forum.example' },
  })
  const headers = Object.fromEntries((got?.headers ?? []).map(({ key, value }) => [key, value]))
  expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'content-language': 'ru' })
  expect(Math.abs(Date.parse(headers['date'] ?? '') - Date.now())).toBeLessThan(60_000)
})

test('an address is one address, whatever is in it', async () => {
  const { port, received } = await testSmtpServer()
  const odd = '"a,b"@example.com'
  await through(`smtp://127.0.0.1:${port}`, { rejectUnauthorized: false }).deliver({ ...mail, to: odd })
  expect(received.map(({ to }) => to)).toEqual([[odd]])
})

describe('TLS', () => {
  const isRight = (auth: SMTPServerAuthentication) => auth.password === 'secret'
  const withLogin = {
    authOptional: false,
    onAuth: (
      auth: SMTPServerAuthentication,
      _session: unknown,
      done: (error: Error | null, answer?: { user: string }) => void,
    ) => (isRight(auth) ? done(null, { user: auth.username ?? '' }) : done(new Error('Invalid username or password'))),
  }

  test('a password goes over STARTTLS, to a server that can show who it is', async () => {
    const { port, received, ca } = await testSmtpServer({}, withLogin)
    await through(`smtp://ann:secret@localhost:${port}`, { ca }).deliver(mail)
    expect(received).toMatchObject([{ isSecure: true, user: 'ann' }])
  })

  test('and over TLS from the first byte', async () => {
    const { port, received, ca } = await testSmtpServer({}, { ...withLogin, secure: true })
    await through(`smtps://ann:secret@localhost:${port}`, { ca }).deliver(mail)
    expect(received).toMatchObject([{ isSecure: true, user: 'ann' }])
  })

  test('never to a server that nobody vouches for, nor without TLS', async () => {
    const asked: unknown[] = []
    const listening = { ...withLogin, onAuth: (auth: unknown) => void asked.push(auth) }
    const stranger = await testSmtpServer({}, listening)
    await expect(through(`smtp://ann:secret@localhost:${stranger.port}`).deliver(mail)).rejects.toThrow(
      /self-signed|certificate/i,
    )
    const plain = await testSmtpServer({}, { ...listening, disabledCommands: ['STARTTLS'] })
    await expect(through(`smtp://ann:secret@localhost:${plain.port}`).deliver(mail)).rejects.toThrow(/STARTTLS/)
    expect(asked).toEqual([])
  })

  test('a wrong password is tried again later: it is no fault of the mail', async () => {
    const { port, ca } = await testSmtpServer({}, withLogin)
    await expect(through(`smtp://ann:wrong@localhost:${port}`, { ca }).deliver(mail)).rejects.not.toMatchObject({
      name: 'MailRefused',
    })
  })
})

describe('a refusal', () => {
  const trusting = { rejectUnauthorized: false }

  test.each([550, 553])('of the recipient by %d is of the address', async (code) => {
    const { port } = await testSmtpServer({ onRecipient: () => ({ code, text: 'No such user' }) })
    await expect(through(`smtp://127.0.0.1:${port}`, trusting).deliver(mail)).rejects.toMatchObject({
      name: 'MailRefused',
      what: 'address',
      responseCode: code,
    })
  })

  test('of the text is of the message', async () => {
    const { port } = await testSmtpServer({ onMessage: () => ({ code: 554, text: 'Looks like spam' }) })
    await expect(through(`smtp://127.0.0.1:${port}`, trusting).deliver(mail)).rejects.toMatchObject({
      name: 'MailRefused',
      what: 'message',
    })
  })

  test.each([450, 421, 530])('by %d is worth another try', async (code) => {
    const { port } = await testSmtpServer({ onRecipient: () => ({ code, text: 'Later' }) })
    await expect(through(`smtp://127.0.0.1:${port}`, trusting).deliver(mail)).rejects.not.toMatchObject({
      name: 'MailRefused',
    })
  })
})

test('a server that hangs is given up, and does not get the mail later', async () => {
  let letGo = () => {}
  const held = new Promise<null>((resolve) => {
    letGo = () => resolve(null)
  })
  const { port, received } = await testSmtpServer({ onRecipient: () => held })
  const delivery = through(`smtp://127.0.0.1:${port}`, { rejectUnauthorized: false }, 300)
  await expect(delivery.deliver(mail)).rejects.toThrow('did not take a mail within')
  letGo()
  // The next mail over the same server: by then the first conversation is over.
  await delivery.deliver({ ...mail, messageId: 'second@forum.example' })
  expect(received.map(({ mail: { messageId } }) => messageId)).toEqual(['<second@forum.example>'])
})

test('where nobody listens is said at once', async () => {
  await expect(through('smtp://127.0.0.1:1').deliver(mail)).rejects.toThrow(/ECONNREFUSED/)
})
