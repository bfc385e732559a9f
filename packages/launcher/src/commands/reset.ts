import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { ConfigError, createLogger, StartError } from '@forum/service-kit'
import { runningLauncher } from '../data-folder/claim.ts'
import { demandDataFolder, removeDataFolder } from '../data-folder/data-folder.ts'
import { endLeftovers } from '../data-folder/leftovers.ts'
import { readSettings } from '../settings/settings.ts'

/** `npm run reset`: deletes a data folder after asking; `-- --yes` answers for you. */
async function reset(): Promise<number> {
  const { dataDirectory } = readSettings(process.env)
  if (!existsSync(dataDirectory)) {
    process.stdout.write(`There is nothing to delete: ${dataDirectory} does not exist.\n`)
    return 0
  }
  const running = runningLauncher(dataDirectory)
  if (running) {
    process.stderr.write(
      `Social Forum runs from ${dataDirectory} (process ${running.pid}). Stop it with Ctrl-C first.\n`,
    )
    return 1
  }
  demandDataFolder(dataDirectory)
  if (!process.argv.includes('--yes') && !(await agreed(dataDirectory))) {
    process.stdout.write('Nothing was deleted.\n')
    return 0
  }
  await endLeftovers(dataDirectory, createLogger({ name: 'reset' }))
  const staying = removeDataFolder(dataDirectory)
  const but = staying.length > 0 ? `, but for what is not the forum's: ${staying.join(', ')}` : ''
  process.stdout.write(`Deleted ${dataDirectory}${but}. The next npm start begins anew.\n`)
  return 0
}

async function agreed(dataDirectory: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
  const answer = await Promise.race([
    terminal.question(`Delete all posts, people and numbers in ${dataDirectory}? Type yes: `),
    closed,
  ])
  terminal.close()
  return answer.trim().toLowerCase() === 'yes'
}

try {
  process.exit(await reset())
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
