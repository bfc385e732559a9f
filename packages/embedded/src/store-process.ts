import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedError } from './embedded-error.ts'
import type { Log } from './log.ts'
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts'

export type StoreCommand = {
  label: string
  /** Where the record of the process and its output are kept; the launcher's own, not the store's data. */
  directory: string
  file: string
  args: string[]
  cwd?: string
  env?: NodeJS.ProcessEnv
  user?: { uid: number; gid: number }
  stopSignal: NodeJS.Signals
  stopWithinMs: number
}

type Record = { store: ProcessIdentity; launcher: ProcessIdentity; stopSignal: NodeJS.Signals; stopWithinMs: number }

const recordFile = (directory: string) => join(directory, 'process.json')
const outputFile = (directory: string) => join(directory, 'output.log')
const maxOutputBytes = 5 * 1024 * 1024

/**
 * A store's process: detached and in its own process group, so that a terminal's Ctrl-C does not reach it, and recorded by pid and start time,
 * so that the next launcher can end it if this one is killed.
 */
export class StoreProcess {
  readonly #command: StoreCommand
  readonly #identity: ProcessIdentity

  private constructor(command: StoreCommand, identity: ProcessIdentity) {
    this.#command = command
    this.#identity = identity
  }

  /** Starts the command. Call endLeftover first. */
  static async start(command: StoreCommand): Promise<StoreProcess> {
    mkdirSync(command.directory, { recursive: true })
    const output = openOutput(command.directory)
    const child = spawn(command.file, command.args, {
      detached: true,
      stdio: ['ignore', output, output],
      cwd: command.cwd,
      env: command.env ?? process.env,
      ...command.user,
    })
    closeSync(output)
    const spawned = new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', (error) =>
        reject(new EmbeddedError(`${command.label}: cannot run ${command.file} (${error.message}).`)),
      )
    })
    const identity = child.pid === undefined ? null : identify(child.pid)
    if (identity) writeRecord(command, identity)
    await spawned
    child.unref()
    if (!identity)
      throw new EmbeddedError(`${command.label}: ended as soon as it started. ${lastOutput(command.directory)}`)
    return new StoreProcess(command, identity)
  }

  get pid(): number {
    return this.#identity.pid
  }

  get running(): boolean {
    return isRunning(this.#identity)
  }

  /** Resolves once `check` says yes; throws EmbeddedError when the process ends (`givenUp` kills it) or the time is over before that. */
  async whenReady(check: () => Promise<boolean>, withinMs: number, givenUp?: AbortSignal): Promise<void> {
    const kill = () => this.kill()
    givenUp?.addEventListener('abort', kill)
    if (givenUp?.aborted) kill()
    try {
      await this.#poll(check, withinMs)
    } finally {
      givenUp?.removeEventListener('abort', kill)
    }
  }

  /** Asks the store to end, and kills its process group if it has not within its time. */
  async stop(withinMs = this.#command.stopWithinMs): Promise<void> {
    await end({ store: this.#identity, stopSignal: this.#command.stopSignal, stopWithinMs: withinMs })
    rmSync(recordFile(this.#command.directory), { force: true })
  }

  /** Ends the whole process group at once. */
  kill(): void {
    if (this.running) signal(-this.#identity.pid, 'SIGKILL')
  }

  async #poll(check: () => Promise<boolean>, withinMs: number): Promise<void> {
    const { label, directory } = this.#command
    const deadline = performance.now() + withinMs
    while (!(await check())) {
      if (!this.running) {
        rmSync(recordFile(directory), { force: true })
        throw new EmbeddedError(`${label}: ended while starting. ${lastOutput(directory)}`)
      }
      if (performance.now() > deadline) {
        await this.stop()
        throw new EmbeddedError(`${label}: not ready after ${withinMs / 1000} s. ${lastOutput(directory)}`)
      }
      await delay(20)
    }
  }
}

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
    await end(record)
  }
  rmSync(recordFile(directory), { force: true })
}

/** The launcher that the record of this directory names; null without a record. */
export function launcherOf(directory: string): ProcessIdentity | null {
  return readRecord(directory)?.launcher ?? null
}

async function end(target: {
  store: ProcessIdentity
  stopSignal: NodeJS.Signals
  stopWithinMs: number
}): Promise<void> {
  if (!isRunning(target.store)) return
  signal(target.store.pid, target.stopSignal)
  if (await gone(target.store, target.stopWithinMs)) return
  signal(-target.store.pid, 'SIGKILL')
  if (!(await gone(target.store, 5000))) throw new Error(`process ${target.store.pid} does not end`)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

async function gone(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (isRunning(identity)) {
    if (performance.now() > deadline) return false
    await delay(20)
  }
  return true
}

function writeRecord(command: StoreCommand, store: ProcessIdentity): void {
  const launcher = identify(process.pid)
  if (!launcher) throw new Error('cannot read the start time of this process')
  const { stopSignal, stopWithinMs } = command
  const record: Record = { store, launcher, stopSignal, stopWithinMs }
  const path = recordFile(command.directory)
  writeFileSync(`${path}.new`, JSON.stringify(record))
  renameSync(`${path}.new`, path)
}

function readRecord(directory: string): Record | null {
  try {
    return JSON.parse(readFileSync(recordFile(directory), 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function openOutput(directory: string): number {
  const path = outputFile(directory)
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxOutputBytes) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

function lastOutput(directory: string): string {
  const lines = readFileSync(outputFile(directory), 'utf8').trim().split('\n').slice(-3).join(' | ')
  return lines ? `It said: ${lines}` : `It said nothing; look into ${directory}, then start again.`
}
