import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, StartError } from '@forum/service-kit'
import { runningLauncher } from '../data-folder/claim.ts'
import { runningEnvironments } from '../data-folder/running-environments.ts'
import { inherited } from '../services/start-service.ts'
import { readSettings, repository } from '../settings/settings.ts'

/** node packages/launcher/src/commands/run-service-command.ts SERVICE COMMAND [ARGUMENT…]: a command of a service, on the forum that `npm start` runs. */
async function main([service = '', command = '', ...args]: string[]): Promise<number> {
  const program = join(repository, 'subgraphs', service, 'src/commands', `${command}.ts`)
  if (!existsSync(program)) throw new StartError(`${service} has no command ${command}.`)
  const { dataDirectory } = readSettings(process.env)
  const environment = runningLauncher(dataDirectory) && runningEnvironments(dataDirectory)?.[service]
  if (!environment) {
    throw new StartError(
      `No forum runs from ${dataDirectory}. Start it with npm start first; for one that was deployed otherwise, run node subgraphs/${service}/src/commands/${command}.ts with that service's environment.`,
    )
  }
  const child = spawn(process.execPath, [program, ...args], {
    cwd: repository,
    env: { ...inherited(), ...environment },
    stdio: 'inherit',
  })
  const [code] = await once(child, 'close')
  return typeof code === 'number' ? code : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
