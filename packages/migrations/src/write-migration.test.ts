import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanUp } from '@forum/testing'
import { expect, test } from 'vitest'
import { unwrittenChange, writeMigration } from './write-migration.ts'

const schema = (fields: string) =>
  `datasource db {\n  provider = "postgresql"\n}\n\nmodel Note {\n  id Int @id\n${fields}\n}\n`

async function databaseFolder(): Promise<{ directory: string; change(fields: string): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'forum-schema-'))
  cleanUp(() => rm(directory, { recursive: true }))
  const change = (fields: string) => writeFile(join(directory, 'schema.prisma'), schema(fields))
  await change('')
  return { directory, change }
}

test('each migration says what schema.prisma changed since the one before', async () => {
  const { directory, change } = await databaseFolder()
  const first = await writeMigration(directory, 'init')
  await change('text String')
  const second = await writeMigration(directory, 'add_text')
  expect([first, second].map((path) => path.slice(directory.length))).toEqual([
    '/migrations/0001_init/migration.sql',
    '/migrations/0002_add_text/migration.sql',
  ])
  expect(await readFile(first, 'utf8')).toContain('CREATE TABLE "Note"')
  expect(await readFile(second, 'utf8')).toContain('ADD COLUMN     "text" TEXT NOT NULL')
})

test('tells what no migration says yet', async () => {
  const { directory, change } = await databaseFolder()
  await writeMigration(directory, 'init')
  expect(await unwrittenChange(directory)).toBe('')
  await change('text String')
  expect(await unwrittenChange(directory)).toContain('"text"')
})

test('refuses a name that is no name', async () => {
  const { directory } = await databaseFolder()
  await expect(writeMigration(directory, '../x')).rejects.toThrow(/small letters/)
})
