import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../log.ts'
import { admitPostgres } from '../postgres/user.ts'
import { isRunning } from '../process/process-identity.ts'
import { endLeftover, launcherOf } from '../process/process-record.ts'
import { removeStackData, Stack, type StackOptions, storeNames } from './stack.ts'

const prefix = 'forum-stores-'

export type TemporaryStack = { stack: Stack; dataDirectory: string; remove(): Promise<void> }

/**
 * A stack in a temporary folder, for a test run or a benchmark; `remove` stops it and deletes everything. First ends and deletes those whose
 * launcher was killed before it could do that.
 */
export async function startTemporaryStack(
  options: Pick<StackOptions, 'logger' | 'stores' | 'maxConnections'>,
): Promise<TemporaryStack> {
  await removeOrphans(options.logger)
  const dataDirectory = mkdtempSync(join(tmpdir(), prefix))
  admitPostgres(dataDirectory, options.logger)
  try {
    const stack = await Stack.start({ dataDirectory, ...options })
    const remove = async () => {
      await stack.stop()
      removeAll(dataDirectory)
    }
    return { stack, dataDirectory, remove }
  } catch (error) {
    removeAll(dataDirectory)
    throw error
  }
}

function removeAll(dataDirectory: string): void {
  removeStackData(dataDirectory)
  rmSync(dataDirectory, { recursive: true, force: true })
}

const removeOrphans = (logger: Log): Promise<void> =>
  removeOrphanFolders({ prefix, parts: storeNames, logger, remove: removeAll })

/**
 * Ends and deletes what killed test runs left: folders of ours in the system's temporary one that begin with `prefix`. Each of `parts` is the
 * folder of a managed process in it; one whose launcher lives is left alone.
 */
export async function removeOrphanFolders(options: {
  prefix: string
  parts: readonly string[]
  logger: Log
  remove: (directory: string) => void
}): Promise<void> {
  const { parts, logger, remove } = options
  const ours = readdirSync(tmpdir())
    .filter((name) => name.startsWith(options.prefix))
    .map((name) => join(tmpdir(), name))
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.uid === process.getuid?.())
  for (const directory of ours) {
    const launchers = parts.map((part) => launcherOf(join(directory, part))).filter((launcher) => launcher !== null)
    // Without a record it may be one that is just being started.
    if (launchers.length === 0 || launchers.some(isRunning)) continue
    for (const part of parts) await endLeftover(part, join(directory, part), logger)
    remove(directory)
  }
}
