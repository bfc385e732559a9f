import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readPrivate, writePrivate } from './private-file.ts'

const text = z.string().min(1)

const schema = z.object({
  SUBGRAPH_SECRET: text,
  TOKEN_KEY_SECRET: text,
  VISITOR_SECRET: text,
  EXPORT_SIGNING_SECRET: text,
  gatewayGrpcSecret: text,
  postsGrpcSecret: text,
  statsGrpcSecret: text,
  ownerDatabasePassword: text,
  authDatabasePassword: text,
  postsDatabasePassword: text,
  statsDatabasePassword: text,
})

/** What only this data folder's services know. */
export type Secrets = z.output<typeof schema>

/**
 * The secrets of a data folder, made at its first start and kept in a file that only its owner may read.
 * Throws StartError when the file is there but cannot be understood: making new ones would lock everybody out.
 */
export function secretsOf(dataDirectory: string): Secrets {
  const file = join(dataDirectory, 'secrets.json')
  const kept = readPrivate(file, z.record(z.string(), text)) ?? {}
  const secrets = newSecrets(kept)
  writePrivate(file, secrets)
  return secrets
}

/** Random ones, but for those that are kept already. */
export function newSecrets(kept: Record<string, string> = {}): Secrets {
  const names = Object.keys(schema.shape)
  return schema.parse(Object.fromEntries(names.map((name) => [name, kept[name] ?? randomBytes(32).toString('hex')])))
}
