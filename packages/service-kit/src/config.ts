import type { z } from 'zod'

/** What is wrong with the environment: one line per variable, each with the way out. */
export class ConfigError extends Error {
  readonly lines: readonly string[]

  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.name = 'ConfigError'
    this.lines = lines
  }
}

/**
 * Reads a service's configuration from the environment, once. An empty variable counts as unset, because compose files and shells
 * cannot unset one. Throws ConfigError with one line for each wrong variable.
 */
export function readConfig<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Record<string, string | undefined> = process.env,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const firstOfEach = new Map<string, string>()
  for (const issue of result.error.issues) {
    const variable = String(issue.path[0] ?? 'environment')
    if (!firstOfEach.has(variable)) firstOfEach.set(variable, `${variable}: ${issue.message}`)
  }
  throw new ConfigError([...firstOfEach.values()])
}
