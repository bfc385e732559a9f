import { rebuild } from '../modules/rebuild/rebuild.ts'
import { runCommand } from './run-command.ts'

/** npm run stats:rebuild: empties the tables of stats and replays everything from Kafka. Safe while the service runs. */
if (process.argv.length > 2) {
  process.stderr.write('npm run stats:rebuild empties all numbers and replays them; it takes no arguments.\n')
  process.exitCode = 64
} else {
  await runCommand(async (stores) => {
    const isSame = await rebuild({ ...stores, say: (line) => console.log(line) })
    return isSame ? 0 : 1
  })
}
