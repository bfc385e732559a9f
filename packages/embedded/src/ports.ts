import { randomInt } from 'node:crypto'
import { connect, createServer } from 'node:net'
import { EmbeddedError } from './embedded-error.ts'

/** Below those that systems give to outgoing connections (32768 and up on Linux, 49152 elsewhere), one of which could take the port first. */
const lowest = 20_000
const highest = 32_767
/**
 * Each process looks in a block of its own, so that two of them do not find the same port before either listens on it; the next block is that
 * of a process far away, since those of one test run have neighbouring pids.
 */
const blockSize = 32
const blocks = Math.floor((highest - lowest + 1) / blockSize)

let next = ((process.pid * 157) % blocks) * blockSize + randomInt(blockSize)

/** A port of 127.0.0.1 that nothing listens on at this moment; never the same twice in a process. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < blocks * blockSize; tries += 1) {
    const port = lowest + (next % (blocks * blockSize))
    next += 1
    if (!(await isTaken(port))) return port
  }
  throw new EmbeddedError(`every port of 127.0.0.1 from ${lowest} to ${highest} is in use. Stop what listens there.`)
}

/** Throws EmbeddedError when something else listens on the port. */
export async function demandFreePort(port: number, label: string): Promise<void> {
  if (await isTaken(port)) {
    throw new EmbeddedError(
      `${label}: port ${port} of 127.0.0.1 is in use. Stop what listens there, or choose another.`,
    )
  }
}

/** Whether something listens on a port of 127.0.0.1. */
export function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(true))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)))
  })
}

/** Whether somebody answers on a port of 127.0.0.1. Takes the port from nobody who is about to listen on it, as `isTaken` may for a moment. */
export function isAnswered(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
