import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

const folder = join(tmpdir(), `social-forum-ports-${userInfo().uid}`)
const mine = new Set<number>()

/**
 * Says that this launcher will listen on a usual port, until it ends: of two that start at once both find it free, and only one may have it. False when
 * another one that runs has said so.
 */
export function claimPort(port: number): boolean {
  if (mine.has(port)) return true
  const file = join(folder, String(port))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // A claim whose launcher was killed is nobody's. Of two who find that at once one makes the file.
  const owner = ownerOf(file)
  if (owner !== null && !isAlive(owner)) rmSync(file, { force: true })
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  if (mine.size === 0) process.once('exit', release)
  mine.add(port)
  return true
}

function release(): void {
  for (const port of mine) rmSync(join(folder, String(port)), { force: true })
}

function ownerOf(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8')) || null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: somebody else's process has that number.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
