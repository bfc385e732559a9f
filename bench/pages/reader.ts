import { from, type Person } from '@forum/e2e'
import { Pool } from 'undici'

export type Ask = { document: string; variables: Record<string, unknown> }

/** What pages took: the milliseconds of each, and the bytes of all bodies. */
export type Visits = { times: number[]; bytes: number }

/** Asks a forum as people do who come at the same time, each with an address of their own; nobody twice at the same moment. */
export class Readers {
  readonly #pool: Pool
  readonly #people: readonly Person[]
  readonly #atOnce: number
  #asked = 0

  /** @param atOnce of the people, who take turns; all of them unless told */
  constructor(url: string, people: readonly Person[], atOnce = people.length) {
    this.#people = people
    this.#atOnce = atOnce
    this.#pool = new Pool(url, { connections: people.length, pipelining: 1 })
  }

  /** Has everybody's access token last for a while. What it costs is a sign-in's, and no page's: it comes before anything is measured. */
  async stayFor(page: { isSignedIn: boolean }): Promise<void> {
    if (page.isSignedIn) for (const person of this.#people) await person.refresh()
  }

  /**
   * Sends what `next` gives until so many pages were read, or so long; every operation must be answered in whole.
   */
  async read(
    most: { pages: number; milliseconds: number },
    isSignedIn: boolean,
    next: (number: number) => readonly Ask[],
  ): Promise<Visits> {
    const visits: Visits = { times: [], bytes: 0 }
    let left = most.pages
    const end = performance.now() + most.milliseconds
    const free = [...this.#people]
    const one = async () => {
      while (left-- > 0 && performance.now() < end) {
        const person = free.shift()
        if (!person) throw new Error('more read at once than there are people')
        const headers = { 'content-type': 'application/json', ...from(person.address) }
        const signedIn = isSignedIn ? { ...headers, authorization: `Bearer ${person.tokens.accessToken}` } : headers
        const asks = next(this.#asked++)
        const began = performance.now()
        const bytes = await Promise.all(asks.map((ask) => this.#ask(ask, signedIn)))
        visits.times.push(performance.now() - began)
        for (const each of bytes) visits.bytes += each
        free.push(person)
      }
    }
    await Promise.all(Array.from({ length: this.#atOnce }, one))
    return visits
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  async #ask({ document: query, variables }: Ask, headers: Record<string, string>): Promise<number> {
    const { statusCode, body } = await this.#pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { ...headers, 'accept-encoding': 'identity' },
      body: JSON.stringify({ query, variables }),
    })
    const text = await body.text()
    if (statusCode !== 200 || text.includes('"errors":'))
      throw new Error(`${query.slice(0, 200)} was answered with ${statusCode}: ${text.slice(0, 500)}`)
    return Buffer.byteLength(text)
  }
}
