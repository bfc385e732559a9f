import { from, newAddress } from '@forum/e2e'
import { Pool } from 'undici'
import type { Peer } from '../bench.ts'
import { cpuOfListener } from '../measure/listeners.ts'
import type { Visits } from './reader.ts'

const atOnce = 20
/** Of them the peer must have as many, 20 topics each. */
const pages = 20

/** Asks any program for its page of 20 topics as twenty guests do at once, each with an address of their own, another page each time. */
export class PeerReaders {
  readonly #peer: Peer
  readonly #pool: Pool
  readonly #port: number
  #asked = 0

  constructor(peer: Peer) {
    const { origin, port } = new URL(peer.url)
    this.#peer = peer
    this.#port = Number(port || 80)
    this.#pool = new Pool(origin, { connections: atOnce, pipelining: 1 })
  }

  /** Processor time so far of it and of what it talks to on this machine. */
  cpuMs(): number {
    return cpuOfListener(this.#port)
  }

  async read(most: { pages: number; milliseconds: number }): Promise<Visits> {
    const visits: Visits = { times: [], bytes: 0 }
    let left = most.pages
    const end = performance.now() + most.milliseconds
    const one = async () => {
      const headers = { 'accept-encoding': 'identity', ...from(newAddress()) }
      while (left-- > 0 && performance.now() < end) {
        const { pathname, search } = new URL(this.#peer.url.replaceAll('{page}', String(1 + (this.#asked++ % pages))))
        const began = performance.now()
        const { statusCode, body } = await this.#pool.request({ method: 'GET', path: pathname + search, headers })
        const bytes = (await body.arrayBuffer()).byteLength
        if (statusCode !== 200) throw new Error(`${this.#peer.name} answered ${pathname}${search} with ${statusCode}`)
        visits.times.push(performance.now() - began)
        visits.bytes += bytes
      }
    }
    await Promise.all(Array.from({ length: atOnce }, one))
    return visits
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}
