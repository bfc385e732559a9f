import { createServer } from 'node:net'
import { EmbeddedError } from './embedded-error.ts'

/** A port of 127.0.0.1 that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') return reject(new Error('no port given'))
      server.close(() => resolve(address.port))
    })
  })
}

/** Throws EmbeddedError when something else listens on the port. */
export async function demandFreePort(port: number, label: string): Promise<void> {
  const taken = await new Promise<boolean>((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(true))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)))
  })
  if (taken) {
    throw new EmbeddedError(
      `${label}: port ${port} of 127.0.0.1 is in use. Stop what listens there, or choose another.`,
    )
  }
}
