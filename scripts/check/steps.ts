import { join } from 'node:path'

/** One thing that `npm run check` looks at: a program and its arguments, run from the repository's root. */
export type Step = {
  name: string
  program: string
  args: string[]
  /** Whether what it prints is worth reading when it is content, too. */
  tells?: boolean
  /** Whether it asks somebody out there: `npm test` does, `npm run check` only when told to. */
  asksNetwork?: boolean
}

const root = join(import.meta.dirname, '../..')
const tool = (name: string, program: string, ...args: string[]): Step => ({
  name,
  program: join(root, 'node_modules/.bin', program),
  args,
})
const script = (name: string, ...args: string[]): Step => ({ name, program: process.execPath, args })

/** The slow ones first, so that the quick ones fill the gaps. */
export const steps: Step[] = [
  tool('lint', 'oxlint', '--deny-warnings'),
  tool('types', 'tsc', '-p', '.'),
  tool('web types', 'tsc', '-p', 'web'),
  script('web rules', 'web/build/check.ts'),
  script('schema', 'gateway/src/commands/compose.ts', '--check'),
  script('contract', 'scripts/check/contract-later.ts'),
  script('breaking changes', 'gateway/src/commands/breaking-changes.ts'),
  tool('dead code', 'knip', '--no-progress', '--no-config-hints'),
  tool('format', 'biome', 'ci', '--colors=off', '.'),
  tool('proto', 'buf', 'lint', 'proto'),
  tool('proto break', 'buf', 'breaking', 'proto', '--against', 'proto/baseline.txtpb'),
  script('import circles', 'scripts/check/import-circles.ts'),
  script('limits', 'scripts/check/limits/limits-page.ts'),
  script('lock file', 'scripts/check/lock-file.ts'),
  script('compose file', 'scripts/check/compose-file.ts'),
  script('decisions', 'scripts/check/adr-index.ts'),
  script('licences', 'scripts/check/licences.ts'),
  { ...script('vulnerabilities', 'scripts/check/vulnerabilities.ts'), tells: true, asksNetwork: true },
]
