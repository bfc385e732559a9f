import { join } from 'node:path'
import { endLeftover, ManagedProcess } from '@forum/embedded'
import type { Logger } from '@forum/service-kit'
import { programOf } from '../bundles/programs.ts'
import { repository } from '../settings/settings.ts'
import type { ServiceName } from './service-name.ts'
import type { ServicePlan } from './service-plan.ts'

export type ServicePlace = {
  /** The record and the output of each service are in services/NAME below it. */
  dataDirectory: string
  logger: Logger
  /** What the service's own environment is put over; all that this process inherited unless told. */
  inherit?: NodeJS.ProcessEnv
  /** Killed when this process exits. */
  endsWithUs?: boolean
}

/** Where a service's record and its output are kept. */
export const serviceDirectory = (dataDirectory: string, name: ServiceName): string =>
  join(dataDirectory, 'services', name)

/** Starts a service in its own process group, recorded; its output goes to output.log beside the record. */
export async function startService(
  plan: ServicePlan,
  { dataDirectory, logger, inherit = inherited(), endsWithUs = false }: ServicePlace,
): Promise<ManagedProcess> {
  const directory = serviceDirectory(dataDirectory, plan.name)
  await endLeftover(plan.label, directory, logger)
  return ManagedProcess.start({
    label: plan.label,
    directory,
    file: process.execPath,
    args: [...quietWarnings, programOf(`${plan.folder}/src/main.ts`, plan.runsBundles)],
    cwd: repository,
    env: { ...inherit, ...plan.environment },
    stopSignal: 'SIGTERM',
    stopWithinMs: 5_000,
    endsWithUs,
  })
}

/** What any process of the launcher inherits: everything but the variables that are some service's configuration. */
export function inherited(): Record<string, string | undefined> {
  const ours =
    /^(HOST|PORT|METRICS_HOST|METRICS_PORT|PUBLIC_URL|SUBGRAPH_SECRET|LOG_LEVEL|SEEDING|SANDBOX|CORS_ORIGINS|TRUST_PROXY|TRUSTED_DOCUMENTS|EXPORTS_DIR|CLICKHOUSE_URL|NODE_CHANNEL_.*|.*_(DATABASE_URL|SECRET|SECRETS)|KAFKA_.*|(AUTH|POSTS|STATS)_.*URL)$/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
}

// kafkajs computes negative timeouts on Node 24 (docs/adr); a service's output is its log.
const quietWarnings = ['--disable-warning=ExperimentalWarning', '--disable-warning=TimeoutNegativeWarning']
