import { EmbeddedError } from '@forum/embedded'
import { ConfigError, StartError } from '@forum/service-kit'
import { launch } from './start/launch.ts'
import { checkFolder } from './start/preflight.ts'
import { readSettings } from './start/settings.ts'
import { onStopRequest } from './start/stop-requests.ts'
import { Supervisor } from './start/supervisor.ts'
import { claim } from './start/this-launcher.ts'
import { welcome } from './start/welcome.ts'

// Gateway first, so that nobody is served half; then the subgraphs flush to Kafka; then the stores, who writes into another first.
const stopOrder = [['gateway'], ['auth', 'posts', 'stats'], ['kafka'], ['clickhouse'], ['postgres']]
const stopBudgetMs = 4_500

const startedAt = performance.now()
const stopping = new AbortController()
let exitCode = 0

const supervisor = new Supervisor((sentence) => {
  process.stderr.write(`\n${sentence}\n`)
  exitCode = 1
  stopping.abort()
})

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const publicUrl =
    settings.PUBLIC_URL ?? `http://${settings.HOST === '0.0.0.0' ? '127.0.0.1' : settings.HOST}:${settings.PORT}`
  checkFolder(settings.dataDirectory)
  const claimed = await claim(settings.dataDirectory)
  onStopRequest({ first: () => stopping.abort(), second: () => supervisor.kill() })
  stopping.signal.addEventListener('abort', () => claimed.stopping())
  try {
    const launched = await launch(settings, supervisor, publicUrl, stopping.signal)
    process.stdout.write(welcome(launched, settings, performance.now() - startedAt))
    supervisor.watch()
    await aborted(stopping.signal)
  } finally {
    const began = performance.now()
    if (stopping.signal.aborted) process.stdout.write('\nStopping: gateway, services, Kafka, ClickHouse, Postgres …\n')
    claimed.stopping()
    const clean = await supervisor.stop(stopOrder, stopBudgetMs)
    process.stdout.write(
      `${clean ? 'Stopped' : 'Stopped; what took too long was ended'} (${((performance.now() - began) / 1000).toFixed(1)} s).\n`,
    )
    claimed.release()
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
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
