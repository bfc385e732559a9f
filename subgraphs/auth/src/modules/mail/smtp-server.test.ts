import { expect, test } from 'vitest'
import { readSmtpUrl } from './smtp-server.ts'

test.each([
  ['smtp://mail.example', { host: 'mail.example', port: 587, isSecure: false, demandsTls: false, credentials: null }],
  [
    'smtp://ann%40x.example:p%3Aw@mail.example:2525',
    { port: 2525, demandsTls: true, credentials: { user: 'ann@x.example', pass: 'p:w' } },
  ],
  ['smtp://a:b@127.0.0.1:25?tls=optional', { demandsTls: false, credentials: { user: 'a', pass: 'b' } }],
  ['smtp://mail.example?tls=required', { demandsTls: true }],
  ['smtps://[::1]', { host: '::1', port: 465, isSecure: true }],
])('%s', (url, expected) => {
  expect(readSmtpUrl(url)).toMatchObject(expected)
})

test.each([
  '',
  'mail.example',
  'http://mail.example',
  'smtp://',
  'smtp://mail.example/path',
  'smtp://mail.example?tls=yes',
])('%j is none', (url) => {
  expect(readSmtpUrl(url)).toBeNull()
})
