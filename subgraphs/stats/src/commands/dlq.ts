import type { DeadLetter } from '@forum/events'
import { runCommand } from './run-command.ts'

/** npm run dlq -- list|replay: what consumers set aside, and sending it to its topics again. */
const [action = ''] = process.argv.slice(2)

if (action !== 'list' && action !== 'replay') {
  process.stderr.write('Say what to do: npm run dlq -- list, or npm run dlq -- replay\n')
  process.exitCode = 64
} else {
  await runCommand(async ({ broker }) => {
    if (action === 'replay') {
      console.log(`Sent ${await broker.replayDeadLetters()} dead letters to their topics again.`)
      return 0
    }
    const letters = await broker.deadLetters()
    for (const letter of letters) console.log(describe(letter))
    console.log(letters.length === 0 ? 'No dead letters wait.' : `${letters.length} dead letters wait.`)
    return 0
  })
}

function describe({ at, topic, partition, offset, groupId, type, eventId, reason, detail }: DeadLetter): string {
  const what = `${type ?? 'no type'} ${eventId ?? 'no id'}`
  const why = detail.replace(/\s+/g, ' ').slice(0, 300)
  return `${at.toISOString()} ${topic}/${partition}@${offset} for ${groupId}: ${what}: ${reason}: ${why}`
}
