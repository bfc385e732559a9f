import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedError } from '../embedded-error.ts'
import { privately } from '../private.ts'
import { endProcess, gone, signal } from './end-process.ts'
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts'
import { removeRecord, writeRecord } from './process-record.ts'

export type ManagedCommand = {
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
  /** Killed when this process exits: for a test run, which leaves nothing behind. */
  endsWithUs?: boolean
}

/** Each look takes some of the processor that what starts needs itself. */
const lookEveryMs = 50
const maxOutputBytes = 5 * 1024 * 1024

/** Where what a process of this directory says is kept. */
export const outputFile = (directory: string): string => join(directory, 'output.log')

/**
 * A process that was started here, a store or a service: detached and in its own process group, so that a terminal's Ctrl-C does not reach
 * it, and recorded by pid and start time, so that the next launcher can end it if this one is killed.
 */
export class ManagedProcess {
  readonly #command: ManagedCommand
  readonly #identity: ProcessIdentity

  private constructor(command: ManagedCommand, identity: ProcessIdentity) {
    this.#command = command
    this.#identity = identity
  }

  /** Starts the command. Call endLeftover first. */
  static async start(command: ManagedCommand): Promise<ManagedProcess> {
    mkdirSync(command.directory, { recursive: true, mode: 0o700 })
    const output = openOutput(command.directory)
    const child = privately(() =>
      spawn(command.file, command.args, {
        detached: true,
        stdio: ['ignore', output, output],
        cwd: command.cwd,
        env: command.env ?? process.env,
        ...command.user,
      }),
    )
    closeSync(output)
    const spawned = new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', (error) =>
        reject(new EmbeddedError(`${command.label}: cannot run ${command.file} (${error.message}).`)),
      )
    })
    const identity = child.pid === undefined ? null : identify(child.pid)
    const { stopSignal, stopWithinMs } = command
    if (identity) writeRecord(command.directory, { store: identity, stopSignal, stopWithinMs })
    await spawned
    child.unref()
    if (!identity)
      throw new EmbeddedError(`${command.label}: ended as soon as it started. ${lastOutput(command.directory)}`)
    const started = new ManagedProcess(command, identity)
    if (command.endsWithUs) {
      const kill = () => started.kill()
      process.once('exit', kill)
      child.once('exit', () => process.off('exit', kill))
    }
    return started
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

  /** Asks the process to end, and kills its group if it has not within its time. */
  async stop(withinMs = this.#command.stopWithinMs): Promise<void> {
    await endProcess({ store: this.#identity, stopSignal: this.#command.stopSignal, stopWithinMs: withinMs })
    removeRecord(this.#command.directory)
  }

  /** Ends the whole process group at once. */
  kill(): void {
    if (this.running) signal(-this.#identity.pid, 'SIGKILL')
  }

  /** Resolves when it has gone; throws when it has not by then. */
  async ended(withinMs: number): Promise<void> {
    if (!(await gone(this.#identity, withinMs)))
      throw new Error(`${this.#command.label}: still runs after ${withinMs / 1000} s`)
  }

  async #poll(check: () => Promise<boolean>, withinMs: number): Promise<void> {
    const { label, directory } = this.#command
    const deadline = performance.now() + withinMs
    while (!(await check())) {
      if (!this.running) {
        removeRecord(directory)
        throw new EmbeddedError(`${label}: ended while starting. ${lastOutput(directory)}`)
      }
      if (performance.now() > deadline) {
        await this.stop()
        throw new EmbeddedError(`${label}: not ready after ${withinMs / 1000} s. ${lastOutput(directory)}`)
      }
      await delay(lookEveryMs)
    }
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
