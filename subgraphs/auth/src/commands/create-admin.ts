import { StartError } from '@forum/service-kit'
import { runCommand } from './run-command.ts'

/**
 * node subgraphs/auth/src/commands/create-admin.ts HANDLE [E-MAIL]: makes an admin, or makes somebody one. The password is
 * ADMIN_PASSWORD, else a random one that is printed once.
 */
await runCommand(async ({ administration }, [handle, email]) => {
  if (!handle) throw new StartError('Which handle? npm run create-admin -- HANDLE [E-MAIL]')
  const given = process.env.ADMIN_PASSWORD || undefined
  const admin = await administration.createAdmin({ handle, email, password: given })
  return given ? `${admin.handle} is an admin.` : `${admin.handle} is an admin with the password ${admin.password}`
})
