import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { endLeftover, ManagedProcess, outputFile } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'
import type { Launched } from '../launch/launch.ts'
import { migrateStores } from '../services/migrate.ts'
import { untilReady } from '../services/ready.ts'
import type { ServiceName } from '../services/service-name.ts'
import { inherited, serviceDirectory } from '../services/start-service.ts'
import { repository, type Settings } from '../settings/settings.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'
import { say } from '../terminal/progress.mjs'
import { followLog } from './follow-log.ts'
import type { Reaction } from './reactions.ts'
import { watchSources } from './watch-sources.ts'

const quiet = createLogger({ name: 'dev', level: 'silent' })

const vitePort = 5173
export const viteUrl = `http://127.0.0.1:${vitePort}`

/** `npm run dev` after the start: Vite serves the web app, and what changes is generated, migrated and restarted. */
export async function develop(
  launched: Launched,
  settings: Settings,
  supervisor: Supervisor,
  signal: AbortSignal,
): Promise<void> {
  await supervisor.run({ name: 'vite', label: 'Vite', start: () => startVite(settings, launched.gatewayUrl) })
  for (const { name, label } of Object.values(launched.plans))
    followLog(label, outputFile(serviceDirectory(settings.dataDirectory, name)), signal)
  const react = async (reaction: Reaction) => {
    try {
      await apply(reaction, launched, settings, supervisor)
    } catch (error) {
      // A mistake in what was just written is the developer's to see and mend: the next save tries again.
      say('dev', error instanceof Error ? error.message : String(error))
    }
  }
  await watchSources(react, signal)
}

async function apply(
  { generate, migrate, restart }: Reaction,
  { plans }: Launched,
  settings: Settings,
  supervisor: Supervisor,
): Promise<void> {
  say(
    'dev',
    `changed: ${[...(generate ? ['generating code'] : []), ...(restart.length > 0 ? [`restarting ${restart.join(', ')}`] : [])].join(', ')}`,
  )
  if (generate) {
    await run('node_modules/turbo/bin/turbo', 'run', 'generate', '--output-logs=errors-only')
    await run('gateway/src/commands/compose.ts')
  }
  if (migrate) for (const name of restart) if (name !== 'gateway') await migrateStores(plans[name])
  await Promise.all(restart.map((name) => supervisor.restart(name)))
  await Promise.all(restart.map((name) => ready(name, plans, settings, supervisor)))
  say('dev', 'ready')
}

function ready(name: ServiceName, plans: Launched['plans'], settings: Settings, supervisor: Supervisor): Promise<void> {
  return untilReady(
    plans[name],
    () => supervisor.isRunning(name),
    outputFile(serviceDirectory(settings.dataDirectory, name)),
  )
}

async function run(...args: string[]): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, args, {
      cwd: repository,
      env: process.env,
      maxBuffer: 16 * 1024 * 1024,
    })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string } // what execFile adds to its errors
    throw new Error(`${args[0]} failed:\n${stdout}${stderr}`, { cause: error })
  }
}

async function startVite(settings: Settings, gatewayUrl: string): Promise<ManagedProcess> {
  const directory = join(settings.dataDirectory, 'services/vite')
  await endLeftover('Vite', directory, quiet)
  return ManagedProcess.start({
    label: 'Vite',
    directory,
    file: process.execPath,
    args: [
      join(repository, 'node_modules/vite/bin/vite.js'),
      '--host',
      '127.0.0.1',
      '--port',
      String(vitePort),
      '--strictPort',
    ],
    cwd: join(repository, 'web'),
    env: { ...inherited(), FORUM_GATEWAY: gatewayUrl },
    stopSignal: 'SIGTERM',
    stopWithinMs: 2_000,
  })
}
