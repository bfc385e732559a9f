import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { identify, isRunning } from '@forum/embedded'
import { StartError } from '@forum/service-kit'
import { z } from 'zod'
import { say } from '../terminal/progress.mjs'

const schema = z.object({ pid: z.number(), startedAt: z.string(), stopping: z.boolean() })
type Record = z.output<typeof schema>

const fileOf = (dataDirectory: string) => join(dataDirectory, 'launcher.json')

/** This process's claim on its data folder. */
export type Claim = { stopping(): void; release(): void }

/**
 * Claims the data folder for this process. One that is just stopping is waited for; throws StartError when another one runs there.
 * What a killed launcher left behind is no claim: pid and start time must both be those of a running process.
 */
export async function claim(dataDirectory: string): Promise<Claim> {
  const file = fileOf(dataDirectory)
  const own = identify(process.pid)
  if (!own) throw new Error('cannot read the start time of this process')
  do await otherLauncherGone(file)
  while (!(await isTaken(file, { ...own, stopping: false })))
  return {
    stopping: () => {
      // Somebody who deletes the folder of a running forum still wants it to stop.
      if (existsSync(dirname(file))) write(file, { ...own, stopping: true })
    },
    release: () => rmSync(file, { force: true }),
  }
}

/** The launcher that runs for this data folder, if there is one. */
export function runningLauncher(dataDirectory: string): Record | null {
  const record = read(fileOf(dataDirectory))
  return isHeld(record) ? record : null
}

async function otherLauncherGone(file: string): Promise<void> {
  const deadline = { running: performance.now() + 1_500, stopping: performance.now() + 10_000 }
  let said = false
  for (;;) {
    const other = read(file)
    if (!other || !isHeld(other)) return
    if (performance.now() > (other.stopping ? deadline.stopping : deadline.running)) {
      throw new StartError(
        `Social Forum already runs from this data folder (process ${other.pid}). Stop it there with Ctrl-C, or set FORUM_DATA_DIR and PORT to run another one.`,
      )
    }
    if (other.stopping && !said) say('start', `waiting for process ${other.pid}, which is stopping`)
    said ||= other.stopping
    await delay(100)
  }
}

/** Whether the claim is ours now. A link is made whole or not at all, so of several launchers at the same moment one has it. */
async function isTaken(file: string, record: Record): Promise<boolean> {
  const own = `${file}.${record.pid}`
  writeFileSync(own, JSON.stringify(record), { mode: 0o600 })
  try {
    linkSync(own, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    removeEnded(file, `${own}.ended`)
    return false
  } finally {
    rmSync(own, { force: true })
  }
  await delay(50) // somebody who took it for an ended one's moves it no later than this
  return read(file)?.pid === record.pid
}

/** Removes the claim of a launcher that has ended; one that was made since we looked goes back. */
function removeEnded(file: string, aside: string): void {
  if (isHeld(read(file))) return
  try {
    renameSync(file, aside)
    if (isHeld(read(aside))) linkSync(aside, file)
  } catch (error) {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error // somebody else was faster
  } finally {
    rmSync(aside, { force: true })
  }
}

const isHeld = (record: Record | null): boolean => record !== null && record.pid !== process.pid && isRunning(record)

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

function read(file: string): Record | null {
  if (!existsSync(file)) return null
  const result = schema.safeParse(parse(readFileSync(file, 'utf8')))
  return result.success ? result.data : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // half-written by a launcher that was killed: no claim
  }
}

function write(file: string, record: Record): void {
  writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
