import { collectDefaultMetrics, Registry } from 'prom-client'

export type { Registry as Metrics } from 'prom-client'

/** A registry of a service's own with the process's default metrics; every series carries the service's name. */
export function createMetrics(name: string): Registry {
  const registry = new Registry()
  registry.setDefaultLabels({ service: name })
  // By default it looks each ten milliseconds, which wakes a process that has nothing to do a hundred times a second.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 })
  return registry
}
