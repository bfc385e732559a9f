import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedError } from '../embedded-error.ts'
import type { Log } from '../log.ts'
import { type Ending, endProcess } from './end-process.ts'
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts'

// The names of the fields are in data folders: `store` is whatever process was started there.
type ProcessRecord = Ending & { launcher: ProcessIdentity }

const recordFile = (directory: string) => join(directory, 'process.json')

/** Notes which process was started for a directory, and by whom. */
export function writeRecord(directory: string, ending: Ending): void {
  const launcher = identify(process.pid)
  if (!launcher) throw new Error('cannot read the start time of this process')
  const record: ProcessRecord = { ...ending, launcher }
  const path = recordFile(directory)
  writeFileSync(`${path}.new`, JSON.stringify(record), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

export const removeRecord = (directory: string): void => rmSync(recordFile(directory), { force: true })

/**
 * Ends what a killed launcher left running for this directory, and nothing else: the process must have the recorded pid and start time.
 * Throws EmbeddedError if its launcher is alive, so that two launchers never share a directory.
 */
export async function endLeftover(label: string, directory: string, logger: Log): Promise<void> {
  const record = readRecord(directory)
  if (!record) return
  if (isRunning(record.store)) {
    if (record.launcher.pid !== process.pid && isRunning(record.launcher)) {
      throw new EmbeddedError(
        `${label}: ${directory} is in use by the process ${record.launcher.pid}. Stop that one, or choose another FORUM_DATA_DIR.`,
      )
    }
    logger.info({ pid: record.store.pid }, `${label}: ending what an earlier start left running`)
    await endProcess(record)
  }
  removeRecord(directory)
}

/** The launcher that the record of this directory names; null without a record. */
export function launcherOf(directory: string): ProcessIdentity | null {
  return readRecord(directory)?.launcher ?? null
}

function readRecord(directory: string): ProcessRecord | null {
  try {
    return JSON.parse(readFileSync(recordFile(directory), 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
