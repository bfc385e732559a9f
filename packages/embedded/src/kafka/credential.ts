import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KafkaCredential } from '@forum/service-kit'
import { passwordOf } from '../password.ts'

export type KafkaCredentials = {
  /** The services and their commands; the broker to itself. */
  client: KafkaCredential
  /** The broker to its controller, which cannot know SCRAM users before it has read its own log: SASL/PLAIN. */
  controller: KafkaCredential
}

/** The two credentials of a broker's folder, made at its first start. */
export function kafkaCredentials(dataDirectory: string): KafkaCredentials {
  return {
    client: { username: 'forum', password: passwordOf(dataDirectory) },
    controller: { username: 'controller', password: passwordOf(dataDirectory, 'controller-password') },
  }
}

const mark = (dataDirectory: string) => join(dataDirectory, 'knows-its-user')
const markOf = ({ client }: KafkaCredentials): string => createHash('sha256').update(client.password).digest('hex')

/** Whether the broker of this folder keeps the client's credential; one that was made before there were any does not, nor one with another password. */
export const knowsItsUser = (dataDirectory: string, credentials: KafkaCredentials): boolean =>
  existsSync(mark(dataDirectory)) && readFileSync(mark(dataDirectory), 'utf8') === markOf(credentials)
export const noteThatItKnows = (dataDirectory: string, credentials: KafkaCredentials): void =>
  writeFileSync(mark(dataDirectory), markOf(credentials), { mode: 0o600 })
export const forgetThatItKnows = (dataDirectory: string): void => rmSync(mark(dataDirectory), { force: true })
