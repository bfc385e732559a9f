import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMetrics } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { z } from 'zod'

// Every metric that a dashboard or an alert names exists in some service: a query of a metric that nobody has shows nothing, for ever.

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Names in the code where a metric is made, and those that each Node process has. */
function existing(): Set<string> {
  const files = execFileSync('git', ['ls-files', 'gateway/src/*', 'subgraphs/*/src/*', 'packages/*/src/*'], {
    cwd: root,
  })
    .toString()
    .split('\n')
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const made = files
    .map(read)
    .filter((source) => source.includes("from 'prom-client'"))
    .flatMap((source) => [...source.matchAll(/'(forum_\w+)'/g)].flatMap(([, name]) => (name ? [name] : [])))
  return new Set([
    ...made,
    ...createMetrics('test')
      .getMetricsAsArray()
      .map(({ name }) => name),
  ])
}

/** Every word of an expression that has the shape of our metrics, without what a histogram adds. */
const named = (expression: string): string[] =>
  [...expression.matchAll(/\b((?:forum|process|nodejs)_\w+)/g)].map(([word]) =>
    word.replace(/_(bucket|sum|count)$/, ''),
  )

const dashboard = z.object({
  panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })).optional() })),
})

test('the dashboard asks for metrics that exist', () => {
  const { panels } = dashboard.parse(JSON.parse(read('ops/grafana/dashboards/forum.json')))
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
  expect(expressions.length).toBeGreaterThan(15)
  const names = existing()
  for (const expression of expressions) {
    expect(named(expression).length, expression).toBeGreaterThan(0)
    expect(
      named(expression).filter((name) => !names.has(name)),
      expression,
    ).toEqual([])
  }
})

test('the alerts look at metrics that exist, and say where to look', () => {
  const alerts = read('ops/prometheus/alerts.yml').split('- alert: ').slice(1)
  expect(alerts.length).toBeGreaterThan(6)
  const names = existing()
  for (const alert of alerts) {
    expect(alert).toMatch(/\n {10}summary: .+\n {10}look: .+\n/)
    const [, expression = ''] = /\n {8}expr: (.+)\n/.exec(alert) ?? []
    expect(expression).not.toBe('')
    expect(
      named(expression).filter((name) => !names.has(name)),
      expression,
    ).toEqual([])
  }
})
