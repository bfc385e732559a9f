import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { isMigrationName, writeMigration } from '../write-migration.ts'

/** npm run migration -- posts add_a_column */
const root = join(import.meta.dirname, '..', '..', '..', '..')
const [database = '', name = ''] = process.argv.slice(2)
const directory = join(root, 'prisma', database)

if (database === '' || !existsSync(join(directory, 'schema.prisma')) || !isMigrationName(name)) {
  console.error(
    'Say which database and, in small letters, digits and _, what changes: npm run migration -- auth|posts|stats add_a_column',
  )
  process.exit(64)
}
const path = await writeMigration(directory, name)
console.log(`${relative(root, path)}: read it, add what Prisma cannot say (checks, triggers, data), commit it.`)
