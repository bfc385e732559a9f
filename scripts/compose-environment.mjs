// node scripts/compose-environment.mjs > .env: .env.example with a new random value for every variable that it leaves empty.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
process.stdout.write(example.replace(/^([A-Z_]+)=$/gm, (_line, name) => `${name}=${randomBytes(24).toString('hex')}`))
