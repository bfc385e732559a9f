import { EmbeddedError } from '@forum/embedded'
import { ConfigError, StartError } from '@forum/service-kit'
import { claim } from '../data-folder/claim.ts'
import { forgetEnvironments } from '../data-folder/running-environments.ts'
import { develop, viteUrl } from '../development/develop.ts'
import { launch } from '../launch/launch.ts'
import { onStopRequest } from '../launch/stop-requests.ts'
import { welcome } from '../launch/welcome.ts'
import { checkFolder } from '../preflight/preflight.ts'
import { readSettings, type Settings } from '../settings/settings.ts'
import { Supervisor } from '../supervisor/supervisor.ts'

// Gateway first, so that nobody is served half; then the subgraphs flush to Kafka; then the stores, who writes into another first.
const stopOrder = [['vite', 'gateway'], ['auth', 'posts', 'stats'], ['kafka'], ['clickhouse'], ['postgres']]
const stopBudgetMs = 4_500

const startedAt = performance.now()
const stopping = new AbortController()
let exitCode = 0

const isDev = process.argv.includes('--dev')
/** So the bootstrap says, which has just made them. */
const runsBundles = process.argv.includes('--bundles')

const supervisor = new Supervisor({ leaveEnded: isDev })

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  checkFolder(settings.dataDirectory)
  const claimed = await claim(settings.dataDirectory)
  onStopRequest({ first: () => stopping.abort(), second: () => supervisor.kill() })
  stopping.signal.addEventListener('abort', () => claimed.stopping())
  try {
    const launched = await Promise.race([
      launch(settings, supervisor, { publicUrl: publicUrlOf(settings), runsBundles }, stopping.signal),
      aborted(stopping.signal),
    ])
    if (!launched) return
    process.stdout.write(welcome(launched, settings, performance.now() - startedAt, isDev))
    supervisor.watch()
    if (isDev) await develop(launched, settings, supervisor, stopping.signal)
    else await aborted(stopping.signal)
  } finally {
    const began = performance.now()
    if (stopping.signal.aborted) process.stdout.write('\nStopping: gateway, services, Kafka, ClickHouse, Postgres …\n')
    claimed.stopping()
    const clean = await supervisor.stop(stopOrder, stopBudgetMs)
    const ended = clean ? 'Stopped' : 'Stopped; what took too long was ended'
    if (supervisor.hasStarted || stopping.signal.aborted)
      process.stdout.write(`${ended} (${((performance.now() - began) / 1000).toFixed(1)} s).\n`)
    forgetEnvironments(settings.dataDirectory)
    claimed.release()
  }
}

/** Under `npm run dev` people come through Vite, so requests carry its origin. */
function publicUrlOf({ PUBLIC_URL, HOST, PORT }: Settings): string {
  if (isDev) return viteUrl
  return PUBLIC_URL ?? `http://${HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST}:${PORT}`
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return signal.aborted
    ? Promise.resolve(undefined)
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }))
}

try {
  await main()
} catch (error) {
  if (stopping.signal.aborted) {
    // The start was cut short by Ctrl-C: what failed then failed because of it.
  } else if (error instanceof ConfigError || error instanceof StartError || error instanceof EmbeddedError) {
    process.stderr.write(`\n${error.message}\n`)
    exitCode = 1
  } else throw error
}
process.exit(exitCode)
