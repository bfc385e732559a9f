import { readFileSync } from 'node:fs'
import { inRepository } from './repository.ts'

type OldForum = {
  people: { ann: OldPerson & { accessToken: string; refreshToken: string }; ben: OldPerson; admin: OldPerson }
  logins: { login: string; password: string }[]
  /** Of a session that was ended. */
  endedTokens: { refreshToken: string }
  /** Where it said that it was. */
  issuer: string
  exported: { id: string; sha256: string }
  numbers: {
    posts: Record<string, { visibility: 'PUBLIC' | 'PRIVATE'; numbers: Record<string, number> }>
    users: Record<string, Record<string, number>>
    platform: Record<string, number>
  }
}
type OldPerson = { id: string }

/** The path of a file of old-data/. */
export const oldFile = (name: string): string => inRepository('packages/testing/old-data', name)

/** What people of the old forum hold, and its numbers. */
export const oldForum: OldForum = JSON.parse(readFileSync(oldFile('forum.json'), 'utf8'))

/** The lines of an NDJSON file of old-data/. */
export const oldLines = <Line>(name: string): Line[] =>
  readFileSync(oldFile(name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
