import { collectDefaultMetrics, Registry } from 'prom-client'

export type { Registry as Metrics } from 'prom-client'

/** A registry of a service's own with the process's default metrics; every series carries the service's name. */
export function createMetrics(name: string): Registry {
  const registry = new Registry()
  registry.setDefaultLabels({ service: name })
  collectDefaultMetrics({ register: registry })
  return registry
}
