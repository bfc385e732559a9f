import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { missingOptionalPackages } from './optional-packages.ts'

// `npm ci` refuses a lock file that lacks a package for another platform, and `npm install` has left such gaps behind.
const versions = z.record(z.string(), z.string())
const schema = z.object({ packages: z.record(z.string(), z.object({ optionalDependencies: versions.optional() })) })

const { packages } = schema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')),
)
for (const { name, wantedBy } of missingOptionalPackages(packages)) {
  console.error(
    `package-lock.json lacks ${name}, which ${wantedBy} lists as optional, so npm ci would refuse it. Put the entry back from git.`,
  )
  process.exitCode = 1
}
