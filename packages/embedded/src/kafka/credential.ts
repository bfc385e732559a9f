import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { passwordOf } from '../password.ts'

/** Who may speak to the broker (SASL/SCRAM-SHA-256). */
export type KafkaCredential = { username: string; password: string }

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

/** Whether the broker of this folder keeps the client's credential; one that was made before there were any does not. */
export const knowsItsUser = (dataDirectory: string): boolean => existsSync(mark(dataDirectory))
export const noteThatItKnows = (dataDirectory: string): void => writeFileSync(mark(dataDirectory), '', { mode: 0o600 })
export const forgetThatItKnows = (dataDirectory: string): void => rmSync(mark(dataDirectory), { force: true })
