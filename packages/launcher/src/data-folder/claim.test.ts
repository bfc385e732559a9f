import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identify, isRunning, type ProcessIdentity } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { claim, runningLauncher } from './claim.ts'
import { endLeftovers } from './leftovers.ts'

const logger = createLogger({ name: 'test' })
let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'forum-launcher-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
})

/** Another program, in its own process group as the launcher's parts are. */
async function program(): Promise<{ child: ChildProcess; identity: ProcessIdentity }> {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  await once(child, 'spawn')
  onTestFinished(() => void child.kill('SIGKILL'))
  const identity = identify(child.pid ?? 0)
  if (!identity) throw new Error('the program has gone')
  return { child, identity }
}

const ended: ProcessIdentity = { pid: 2 ** 30, startedAt: 'never' }

function record(folder: string, store: ProcessIdentity, launcher = ended): void {
  mkdirSync(join(directory, folder), { recursive: true })
  writeFileSync(
    join(directory, folder, 'process.json'),
    JSON.stringify({ store, launcher, stopSignal: 'SIGTERM', stopWithinMs: 1_000 }),
  )
}

test('a data folder belongs to one launcher at a time', async () => {
  const { identity } = await program()
  writeFileSync(join(directory, 'launcher.json'), JSON.stringify({ ...identity, stopping: false }))
  expect(runningLauncher(directory)?.pid).toBe(identity.pid)
  await expect(claim(directory)).rejects.toThrow(
    `Social Forum already runs from this data folder (process ${identity.pid}). Stop it there with Ctrl-C`,
  )
})

test('a killed launcher holds no claim, even if another program has its pid now', async () => {
  const { identity } = await program()
  writeFileSync(
    join(directory, 'launcher.json'),
    JSON.stringify({ pid: identity.pid, startedAt: 'earlier', stopping: false }),
  )
  const own = await claim(directory)
  own.release()
  expect(existsSync(join(directory, 'launcher.json'))).toBe(false)
})

test('of launchers that start at the same moment one gets the folder, also where a killed one had it', async () => {
  const folders = 100
  for (let index = 0; index < folders; index += 2) {
    mkdirSync(join(directory, String(index)))
    writeFileSync(join(directory, String(index), 'launcher.json'), JSON.stringify({ ...ended, stopping: false }))
  }
  const program = join(import.meta.dirname, 'fixtures', 'claimant.ts')
  const others = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const child = spawn(process.execPath, [program, directory, String(folders)], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      onTestFinished(() => void child.kill('SIGKILL'))
      await once(child.stdout, 'data')
      return child
    }),
  )
  const moment = String(Date.now() + 100)
  const got = await Promise.all(
    others.map(async ({ stdin, stdout }) => {
      stdin.write(moment)
      const [line] = await once(stdout, 'data')
      return JSON.parse(String(line)) as number[]
    }),
  )
  expect(got.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: folders }, (_, index) => index))
}, 120_000)

test('a forum whose folder was deleted under it can still be stopped', async () => {
  const own = await claim(directory)
  rmSync(directory, { recursive: true })
  expect(() => own.stopping()).not.toThrow()
  own.release()
  mkdirSync(directory)
})

test('a launcher that is stopping is waited for', async () => {
  const { child, identity } = await program()
  writeFileSync(join(directory, 'launcher.json'), JSON.stringify({ ...identity, stopping: true }))
  const claimed = claim(directory)
  child.kill('SIGKILL')
  expect(await claimed).toBeDefined()
})

test('what a killed launcher left is ended: the recorded process and no other', async () => {
  const [left, stranger] = [await program(), await program()]
  record('services/posts', left.identity)
  record('kafka', { pid: stranger.identity.pid, startedAt: 'earlier' })
  await endLeftovers(directory, logger)
  expect([isRunning(left.identity), isRunning(stranger.identity)]).toEqual([false, true])
})
