import { expect, test } from 'vitest'
import { demandConsent } from './consent.mjs'

const sentence = 'Install Java.'
const nobody = async () => null
const says = (answer: string) => async () => answer

test.each([
  ['FORUM_INSTALL=yes', { FORUM_INSTALL: 'yes' }, nobody],
  ['CI', { CI: 'true' }, nobody],
  ['somebody at the terminal', {}, says('y')],
])('%s agrees', async (_case, environment, terminal) => {
  await expect(demandConsent('maven', sentence, { environment, terminal })).resolves.toBeUndefined()
})

test.each([
  [
    'nobody is there',
    {},
    nobody,
    /^maven is missing, and nobody is here to ask: set FORUM_INSTALL=yes .* Install Java\.$/,
  ],
  ['somebody says no', {}, says('n'), /^Install Java\.$/],
  ['somebody presses Enter', {}, says(''), /^Install Java\.$/],
  ['FORUM_INSTALL=no', { FORUM_INSTALL: 'no' }, says('y'), /^Install Java\.$/],
])('%s: nothing is installed, and one sentence says what to do', async (_case, environment, terminal, message) => {
  await expect(demandConsent('maven', sentence, { environment, terminal })).rejects.toThrow(message)
})
