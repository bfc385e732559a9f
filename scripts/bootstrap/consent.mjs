import { createInterface } from 'node:readline/promises'
import { MissingError } from './missing-error.mjs'

const yes = /^(y|yes|on|true|1)$/i

/** Whether the environment says that system packages may be installed. */
export const isAgreed = (environment = process.env) =>
  yes.test(environment.FORUM_INSTALL ?? '') || yes.test(environment.CI ?? '')

/**
 * Whether a system package may be installed: FORUM_INSTALL=yes and CI say so, who sits at the terminal is asked. Throws MissingError where
 * nobody can answer.
 */
export async function demandConsent(name, sentence, { environment = process.env, terminal = askAtTerminal } = {}) {
  if (isAgreed(environment)) return
  const answer = environment.FORUM_INSTALL
    ? 'no'
    : await terminal(`Install ${name} by apt-get, as you are root? [y/N] `)
  if (answer === null)
    throw new MissingError(
      `${name} is missing, and nobody is here to ask: set FORUM_INSTALL=yes to have it installed by apt-get, then run this again. ${sentence}`,
    )
  if (!yes.test(answer.trim())) throw new MissingError(sentence)
}

/** What somebody types; null where there is no terminal, or it was closed. */
async function askAtTerminal(question) {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return null
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const closed = new Promise((resolve) => terminal.once('close', () => resolve(null)))
  const answer = await Promise.race([terminal.question(question), closed])
  terminal.close()
  return answer
}
