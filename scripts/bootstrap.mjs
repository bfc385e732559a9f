// The first thing `npm start`, `npm test` and the other commands run. Plain JavaScript for Node 20, without dependencies: in a fresh
// clone nothing is installed yet. It brings what is missing, says what it waits for, and goes on in Node 24.
import { commands } from './bootstrap/commands.mjs'
import { MissingError } from './bootstrap/missing-error.mjs'

const [name = '', ...rest] = process.argv.slice(2)

try {
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new MissingError(
      `Node.js ${process.versions.node} is too old: install Node.js 20 or later from https://nodejs.org, then run this again.`,
    )
  }
  const command = commands[name]
  if (!command)
    throw new MissingError(`bootstrap: no command "${name}". There are: ${Object.keys(commands).join(', ')}.`)
  process.exitCode = await command(rest)
} catch (error) {
  if (!(error instanceof MissingError)) throw error
  process.stderr.write(`\n${error.message}\n`)
  process.exitCode = 1
}
