import { runCommand } from './run-command.ts'

/** node subgraphs/auth/src/commands/first-admin-link.ts: the link by which the first admin is made, while there is none. */
await runCommand(async ({ firstAdmin }) => (await firstAdmin.link()) ?? 'There is an admin already.')
