import { rebuild } from '../modules/rebuild/rebuild.ts'
import { runCommand } from './run-command.ts'

/** npm run stats:rebuild: empties the tables of stats and replays everything from Kafka. Safe while the service runs. */
await runCommand(async (stores) => {
  const isSame = await rebuild({ ...stores, say: (line) => console.log(line) })
  return isSame ? 0 : 1
})
