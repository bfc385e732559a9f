import { join } from 'node:path'
import { createLogger, type Logger } from '@forum/service-kit'
import { say, waitFor } from '../bootstrap/progress.mjs'
import { serviceCommand } from './commands.ts'
import { firstStart } from './first-start.ts'
import { endLeftovers } from './leftovers.ts'
import { type Logins, loginsOf } from './logins.ts'
import { preflight } from './preflight.ts'
import { untilReady } from './ready.ts'
import { keepEnvironments } from './running-environments.ts'
import { secretsOf } from './secrets.ts'
import {
  choosePorts,
  planServices,
  type ServiceName,
  type ServicePlan,
  serviceDirectory,
  startService,
} from './services.ts'
import type { Settings } from './settings.ts'
import { startStores } from './stores.ts'
import type { Supervisor } from './supervisor.ts'

export type Launched = {
  plans: Record<ServiceName, ServicePlan>
  gatewayUrl: string
  publicUrl: string
  logins: Logins
}

/** Everything from the first check to the moment when people may come. Throws StartError or EmbeddedError with one sentence. */
export async function launch(
  settings: Settings,
  supervisor: Supervisor,
  publicUrl: string,
  signal: AbortSignal,
): Promise<Launched> {
  const logger = createLogger({ name: 'start', level: 'silent' }) // what the stores do is said in plain words below
  await endLeftovers(settings.dataDirectory, logger)
  await preflight(settings)
  const secrets = secretsOf(settings.dataDirectory)
  const stores = await waitFor('stores', 'starting Postgres, Kafka and ClickHouse', () =>
    startStores(settings, supervisor, logger),
  )
  signal.throwIfAborted()

  const plans = planServices(settings, secrets, stores, await choosePorts(settings), publicUrl)
  keepEnvironments(settings.dataDirectory, plans)
  await waitFor('databases', 'applying migrations', () =>
    Promise.all([plans.auth, plans.posts, plans.stats].map((plan) => serviceCommand(plan, 'migrate', { signal }))),
  )
  signal.throwIfAborted()

  await waitFor('services', 'starting Auth, Posts, Stats and the gateway', () =>
    startServices(settings, supervisor, plans, logger),
  )
  signal.throwIfAborted()

  const gatewayUrl = new URL(plans.gateway.readyUrl).origin
  const logins = await firstStart({ settings, auth: plans.auth, gatewayUrl, signal }, loginsOf(settings.dataDirectory))
  return { plans, gatewayUrl, publicUrl, logins }
}

async function startServices(
  settings: Settings,
  supervisor: Supervisor,
  plans: Record<ServiceName, ServicePlan>,
  logger: Logger,
): Promise<void> {
  await Promise.all(
    Object.values(plans).map(async (plan) => {
      const running = await supervisor.run({
        name: plan.name,
        label: plan.label,
        start: () => startService(settings, plan, logger),
      })
      await untilReady(plan, () => running.running, join(serviceDirectory(settings, plan.name), 'output.log'))
      say(plan.label, 'ready')
    }),
  )
}
