import { spawnSync } from 'node:child_process'
import { z } from 'zod'

// Known vulnerabilities of what is installed for running, by npm's audit, whenever `npm test` runs. A registry that does not answer that question
// is no reason to stop: it is said, and the next run asks again.

const audit = spawnSync('npm', ['audit', '--omit=dev', '--json', '--audit-level=high', '--fetch-retries=0'], {
  encoding: 'utf8',
  timeout: 60_000,
})
const schema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), range: z.string(), fixAvailable: z.unknown().optional() }),
  ),
})
const answer = schema.safeParse(parse(audit.stdout))
if (!answer.success) {
  console.log('Could not ask: the registry did not answer about vulnerabilities. Nothing was checked.')
} else {
  for (const [name, { severity, range }] of Object.entries(answer.data.vulnerabilities)) {
    if (!['high', 'critical'].includes(severity)) continue
    console.error(`${name} ${range}: a vulnerability that is called ${severity}. See npm audit.`)
    process.exitCode = 1
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
