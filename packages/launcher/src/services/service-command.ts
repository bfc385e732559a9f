import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { StartError } from '@forum/service-kit'
import { programOf } from '../bundles/programs.ts'
import { repository } from '../settings/settings.ts'
import type { ServicePlan } from './service-plan.ts'
import { inherited } from './start-service.ts'

/** Further arguments, variables beyond the service's own, and what ends the command early. */
export type CommandOptions = { args?: string[]; environment?: Record<string, string>; signal?: AbortSignal }

/** Runs a command of a service (src/commands/NAME.ts) with that service's environment; gives what it printed. Throws StartError with its words. */
export async function serviceCommand(
  plan: ServicePlan,
  name: string,
  { args = [], environment = {}, signal }: CommandOptions = {},
): Promise<string> {
  const options = {
    cwd: repository,
    env: { ...inherited(), ...plan.environment, ...environment },
    maxBuffer: 16 * 1024 * 1024,
    ...(signal && { signal }),
  }
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [programOf(`${plan.folder}/src/commands/${name}.ts`, plan.runsBundles), ...args],
      options,
    )
    return stdout
  } catch (error) {
    throw new StartError(`${plan.label}: the command ${name} failed. It said: ${lastWords(error)}`, { cause: error })
  }
}

function lastWords(error: unknown): string {
  const said =
    (error as { stderr?: string; stdout?: string }).stderr?.trim() || (error as { stdout?: string }).stdout?.trim()
  return said?.split('\n').slice(-5).join(' | ') || String(error)
}
