import { join } from 'node:path'
import { outputFile } from '@forum/embedded'
import { createLogger, type Logger } from '@forum/service-kit'
import { closeDataFolder } from '../data-folder/close-data-folder.ts'
import { endLeftovers } from '../data-folder/leftovers.ts'
import { type Logins, loginsOf } from '../data-folder/logins.ts'
import { keepEnvironments } from '../data-folder/running-environments.ts'
import { type Secrets, secretsOf } from '../data-folder/secrets.ts'
import { firstStart } from '../first-start/first-start.ts'
import { preflight } from '../preflight/preflight.ts'
import { migrateStores } from '../services/migrate.ts'
import { choosePorts } from '../services/ports.ts'
import { untilReady } from '../services/ready.ts'
import type { ServiceName } from '../services/service-name.ts'
import { planServices, type ServicePlan } from '../services/service-plan.ts'
import { serviceDirectory, startService } from '../services/start-service.ts'
import { mailDirectoryOf, mailEnvironment, needsPostgres, type Settings } from '../settings/settings.ts'
import { startStores } from '../stores/stores.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'
import { say, waitFor } from '../terminal/progress.mjs'

export type Launched = {
  plans: Record<ServiceName, ServicePlan>
  gatewayUrl: string
  publicUrl: string
  logins: Logins
  firstAdminLink: string | null
}

/** Everything from the first check to the moment when people may come. Throws StartError or EmbeddedError with one sentence. */
export async function launch(
  settings: Settings,
  supervisor: Supervisor,
  { publicUrl, runsBundles }: { publicUrl: string; runsBundles: boolean },
  signal: AbortSignal,
): Promise<Launched> {
  const logger = createLogger({ name: 'start', level: 'silent' }) // what the stores do is said in plain words below
  await endLeftovers(settings.dataDirectory, logger)
  closeDataFolder(settings.dataDirectory, { holdsPostgres: needsPostgres(settings), logger })
  await preflight(settings)
  const secrets = { ...secretsOf(settings.dataDirectory), ...givenSecrets(settings) }
  const stores = await waitFor('stores', 'starting Postgres, Kafka and ClickHouse', () =>
    startStores(settings, secrets, supervisor, logger),
  )
  signal.throwIfAborted()

  const plans = planServices({
    host: settings.HOST,
    publicUrl,
    ports: await choosePorts(settings),
    secrets,
    stores,
    exportsDirectory: settings.EXPORTS_DIR ?? join(settings.dataDirectory, 'exports'),
    mailDirectory: mailDirectoryOf(settings),
    seeding: settings.SEEDING,
    sandbox: settings.SANDBOX,
    logLevel: settings.LOG_LEVEL,
    runsBundles,
    environment: {
      auth: mailEnvironment(settings),
      gateway: {
        CORS_ORIGINS: settings.CORS_ORIGINS,
        TRUST_PROXY: settings.TRUST_PROXY,
        TRUSTED_DOCUMENTS: settings.TRUSTED_DOCUMENTS,
      },
    },
  })
  keepEnvironments(settings.dataDirectory, plans)
  await waitFor('databases', 'applying migrations', () =>
    Promise.all([plans.auth, plans.posts, plans.stats].map((plan) => migrateStores(plan, signal))),
  )
  signal.throwIfAborted()

  await waitFor('services', 'starting Auth, Posts, Stats and the gateway', () =>
    startServices(settings.dataDirectory, supervisor, plans, logger),
  )
  signal.throwIfAborted()

  const gatewayUrl = new URL(plans.gateway.readyUrl).origin
  const first = await firstStart({ settings, auth: plans.auth, gatewayUrl, signal }, loginsOf(settings.dataDirectory))
  return { plans, gatewayUrl, publicUrl, ...first }
}

/** Those of the environment stand before those of the data folder. */
function givenSecrets(settings: Settings): Partial<Secrets> {
  const names = ['SUBGRAPH_SECRET', 'TOKEN_KEY_SECRET', 'VISITOR_SECRET', 'EXPORT_SIGNING_SECRET'] as const
  return Object.fromEntries(names.flatMap((name) => (settings[name] ? [[name, settings[name]]] : [])))
}

async function startServices(
  dataDirectory: string,
  supervisor: Supervisor,
  plans: Record<ServiceName, ServicePlan>,
  logger: Logger,
): Promise<void> {
  await Promise.all(
    Object.values(plans).map(async (plan) => {
      const running = await supervisor.run({
        name: plan.name,
        label: plan.label,
        start: () => startService(plan, { dataDirectory, logger }),
      })
      await untilReady(plan, () => running.running, outputFile(serviceDirectory(dataDirectory, plan.name)))
      say(plan.label, 'ready')
    }),
  )
}
