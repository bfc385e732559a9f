import { parseArgs } from 'node:util'
import { brokenLaws } from './broken-laws.ts'

// npm run fuzz [-- --texts 20000 --seed 1]: random texts against the laws; fails with the seed and the law of each that breaks one.

const { values } = parseArgs({
  options: { texts: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
})
const [count, first] = [Number(values.texts), Number(values.seed)]
const maxShown = 20
let broken = 0

for (let seed = first; seed < first + count && broken < maxShown; seed += 1) {
  const found = brokenLaws(seed)
  if (!found) continue
  broken += 1
  process.stdout.write(`${JSON.stringify(found)}\n`)
}
process.stdout.write(
  `${count} random texts from seed ${first}: ${broken === 0 ? 'all keep the laws' : `${broken} break a law`}\n`,
)
process.exitCode = broken === 0 ? 0 : 1
