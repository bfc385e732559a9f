import { serviceCommand } from './service-command.ts'
import type { ServicePlan } from './service-plan.ts'

/** Brings a service's stores up to date, as the owner of its database: the service's own role could not. Throws StartError. */
export async function migrateStores(plan: ServicePlan, signal?: AbortSignal): Promise<void> {
  await serviceCommand(plan, 'migrate', { environment: plan.migration, ...(signal && { signal }) })
}
