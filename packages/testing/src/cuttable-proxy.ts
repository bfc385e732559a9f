import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { cleanUp } from './cleanup.ts'

/** A way to a store that can be cut and mended: to whoever goes through it, the store is killed and started again. */
export class CuttableProxy {
  readonly #target: URL
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #port = 0

  private constructor(target: string) {
    this.#target = new URL(target)
  }

  static async to(target: string): Promise<CuttableProxy> {
    const proxy = new CuttableProxy(target)
    await proxy.mend()
    cleanUp(() => proxy.cut())
    return proxy
  }

  /** The store's URL through the proxy. */
  get url(): string {
    const url = new URL(this.#target)
    url.host = `127.0.0.1:${this.#port}`
    return url.href
  }

  async mend(): Promise<void> {
    const server = createServer((socket) => {
      const upstream = connect(Number(this.#target.port), this.#target.hostname)
      for (const end of [socket, upstream]) {
        this.#sockets.add(end)
        end.on('close', () => this.#sockets.delete(end))
        end.on('error', () => {}) // cutting is the point
      }
      socket.pipe(upstream).pipe(socket)
    })
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address && typeof address === 'object') this.#port = address.port
    this.#server = server
  }

  async cut(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (!server) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}
