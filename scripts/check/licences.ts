import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

// Which licences the packages have that package-lock.json names. A new one is a decision: add it here, and say why where it is not obvious.

const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0', // data: caniuse-lite
  'CC0-1.0',
  'EPL-2.0', // elkjs, a part of a build tool, unchanged
  'ISC',
  'MIT',
  'MIT-0', // MIT without even its notice: nodemailer and its kin
  'MPL-2.0', // used unchanged
  'OFL-1.1', // the two fonts: LICENSE
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
])
/** Licences that hold for the named packages alone. */
const byPackage: Readonly<Record<string, RegExp>> = {
  'Elastic-2.0': /^@apollo\/(composition|federation-internals|gateway|query-graphs|query-planner)$/, // docs/adr/0005
}
/** Packages that say their licence in their README or licence file only. */
const stated: Readonly<Record<string, string>> = { 'seq-queue': 'MIT' }

const schema = z.object({
  packages: z.record(z.string(), z.object({ license: z.string().optional(), link: z.boolean().optional() })),
})
const { packages } = schema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')),
)
for (const [path, { license, link }] of Object.entries(packages)) {
  if (!path.includes('node_modules/') || link) continue
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const licence = license ?? stated[name]
  if (licence && (isAllowed(licence) || byPackage[licence]?.test(name))) continue
  console.error(
    `${name}: ${licence ? `its licence ${licence} is not among those that fit` : 'it names no licence'}. Choose another package, or allow it in scripts/check/licences.ts and say why.`,
  )
  process.exitCode = 1
}

/** An SPDX expression: of OR one has to fit, of AND each. */
function isAllowed(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(/ or /i)
    .some((either) => either.split(/ and /i).every((licence) => allowed.has(licence.trim())))
}
