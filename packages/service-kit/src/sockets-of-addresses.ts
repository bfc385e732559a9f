import type { Server } from 'node:http'
import type { Logger } from './logger.ts'
import { networkOf } from './network.ts'

/** Connections that one address may hold. A browser opens six; many people can be behind one address. */
export const maxSockets = 256

/** Cuts connections of an address beyond its number; an address that `isTrusted`, as a proxy is, may have any number. */
export function boundSockets(server: Server, isTrusted: (address: string) => boolean, logger: Logger): void {
  const counts = new Map<string, number>()
  server.on('connection', (socket) => {
    const address = socket.remoteAddress
    if (address === undefined || isTrusted(address)) return
    const network = networkOf(address)
    const count = counts.get(network) ?? 0
    if (count >= maxSockets) {
      // Said once: a flood must not become a flood of lines.
      if (count === maxSockets) logger.warn({ network }, 'too many connections of one address')
      socket.destroy()
      return
    }
    counts.set(network, count + 1)
    socket.once('close', () => {
      const left = (counts.get(network) ?? 1) - 1
      if (left > 0) counts.set(network, left)
      else counts.delete(network)
    })
  })
}
