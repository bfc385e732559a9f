import { StartError } from '@forum/service-kit'
import { runCommand } from './run-command.ts'

/** node subgraphs/auth/src/commands/reset-password.ts HANDLE: prints a new random password once, and ends all sessions. */
await runCommand(async ({ administration }, [handle]) => {
  if (!handle) throw new StartError('Whose password? npm run reset-password -- HANDLE')
  const reset = await administration.resetPassword(handle)
  return `${reset.handle} has the password ${reset.password} and is signed out everywhere.`
})
