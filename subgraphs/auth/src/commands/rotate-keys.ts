import { StartError } from '@forum/service-kit'
import { runCommand } from './run-command.ts'

/** node subgraphs/auth/src/commands/rotate-keys.ts: publishes a new signing key, which takes over in ten minutes. Logs nobody out. */
await runCommand(async ({ keys }, args) => {
  if (args.length > 0) throw new StartError('npm run rotate-keys takes no arguments.')
  return `The key ${await keys.rotate()} is published and signs in ten minutes.`
})
