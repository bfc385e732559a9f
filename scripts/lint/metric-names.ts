import type { LintNode, Rule } from './rule.ts'

// Prometheus' conventions: base units in the name, `_total` for what only grows; what is only counted ends in the things that it counts.
const unit = /_(seconds|bytes|ratio)$/
const ends: Readonly<Record<string, { fits: RegExp; say: string }>> = {
  Counter: { fits: /_total$/, say: 'A counter ends in _total' },
  Histogram: { fits: unit, say: 'A histogram ends in its unit: _seconds, _bytes or _ratio' },
  Summary: { fits: unit, say: 'A summary ends in its unit: _seconds, _bytes or _ratio' },
  Gauge: {
    fits: /_(seconds|bytes|ratio|info|up|active|paused|state|connections|requests|operations|pictures|plans|buckets)$/,
    say: 'A gauge ends in its unit (_seconds, _bytes, _ratio), in what it counts (_connections, _requests, …) or in a state (_up, _active, _paused, _state)',
  },
}

/** A metric is called by one name everywhere: people search for it at night, and dashboards and alerts are checked by it. */
export const metricNames: Rule = {
  meta: { type: 'problem', docs: { description: 'Metrics begin with forum_ and end in their unit.' } },
  create: (context): Record<string, (node: LintNode) => void> => ({
    NewExpression: (node: LintNode) => {
      const kind = ends[textOf(node['callee'], 'name') ?? '']
      const [options] = Array.isArray(node['arguments']) ? node['arguments'] : []
      const name = kind && nameOf(options)
      if (!kind || name === undefined) return
      const problem = problemOf(name, kind)
      if (problem) context.report({ node, message: problem })
    },
  }),
}

function problemOf(name: string | null, { fits, say }: { fits: RegExp; say: string }): string | null {
  if (name === null) return 'The name of a metric is written out, so that a search for it finds it.'
  if (!/^forum_[a-z0-9_]+$/.test(name)) return `The metric ${name} must begin with forum_.`
  return fits.test(name) ? null : `${say}; ${name} does not.`
}

/** The metric's name; null where it is no literal, undefined where the class is not one of prom-client's. */
function nameOf(options: unknown): string | null | undefined {
  if (!isNode(options) || options.type !== 'ObjectExpression' || !Array.isArray(options['properties'])) return undefined
  const properties: unknown[] = options['properties']
  const property = properties.find((each) => isNode(each) && textOf(each['key'], 'name') === 'name')
  return property === undefined ? null : isNode(property) ? textOf(property['value'], 'value') : null
}

function textOf(node: unknown, key: string): string | null {
  const text = isNode(node) ? node[key] : null
  return typeof text === 'string' ? text : null
}

const isNode = (value: unknown): value is LintNode => typeof value === 'object' && value !== null && 'type' in value
