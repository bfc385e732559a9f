import { createServer } from 'node:net'
import { StartError } from '@forum/service-kit'
import { claimPort } from './claimed-ports.ts'

/** Throws StartError when something else listens on the port that a variable names, by itself or in an address. */
export async function checkPort(variable: string, host: string, port: number, address = String(port)): Promise<void> {
  const failure = await portFailure(host, port)
  if (!failure) return
  const another = (other: number) => `${variable}=${address.replace(String(port), String(other))}`
  const wayOut: Record<string, string> = {
    EADDRINUSE: `${variable}: ${port} is in use on ${host}. Stop the program that listens there, or choose another one: ${another(port + 1)} npm start.`,
    EACCES: `${variable}: ${port} needs rights that you do not have. Choose one above 1023, such as ${another(4000)}.`,
    EADDRNOTAVAIL: `HOST: ${host} is not an address of this machine. Set it to 127.0.0.1 for this machine only, or to 0.0.0.0 for all.`,
    ENOTFOUND: `HOST: ${host} is not known here. Set it to 127.0.0.1 for this machine only, or to 0.0.0.0 for all.`,
  }
  throw new StartError(
    wayOut[failure.code ?? ''] ??
      `${variable}: cannot listen on ${host}:${port} (${failure.message}). Choose another one.`,
  )
}

function portFailure(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}

/**
 * The wished port where it is free, else any that is: for ports that nobody but the services themselves needs to know.
 *
 * @param promised ports on which nobody listens yet, but somebody will
 */
export async function portNear(
  wished: number,
  freePort: () => Promise<number>,
  promised: readonly number[],
): Promise<number> {
  const isFree = !(await portFailure('127.0.0.1', wished)) && claimPort(wished)
  let port = isFree ? wished : await freePort()
  while (promised.includes(port)) port = await freePort()
  return port
}
