import { globSync } from 'node:fs'
import { join } from 'node:path'
import { missingMessages } from './missing-messages.ts'
import { rawColours } from './raw-colours.ts'

// Run by `npm run check`: colours come from the tokens only, and every sentence is there in both languages.
process.chdir(join(import.meta.dirname, '..'))
const problems = [...globSync('src/**/*.{css,tsx}').flatMap(rawColours), ...(await missingMessages())]
for (const problem of problems) process.stdout.write(`${problem}\n`)
process.exit(problems.length === 0 ? 0 : 1)
