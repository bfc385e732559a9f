import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readPrivate, writePrivate } from './private-file.ts'

const schema = z.record(z.string(), z.record(z.string(), z.string()))
const fileOf = (dataDirectory: string) => join(dataDirectory, 'environments.json')

/** The environment of each service while the forum runs, so that commands of a service reach the same stores. Only its owner may read it. */
export function keepEnvironments(
  dataDirectory: string,
  plans: Record<string, { environment: Record<string, string> }>,
): void {
  writePrivate(
    fileOf(dataDirectory),
    Object.fromEntries(Object.entries(plans).map(([name, { environment }]) => [name, environment])),
  )
}

export const runningEnvironments = (dataDirectory: string): Record<string, Record<string, string>> | null =>
  readPrivate(fileOf(dataDirectory), schema)

export const forgetEnvironments = (dataDirectory: string): void => rmSync(fileOf(dataDirectory), { force: true })
