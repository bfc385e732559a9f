import { from, type Person } from '@forum/e2e'
import { Pool } from 'undici'

export type Ask = { document: string; variables: Record<string, unknown> }

/** Asks a forum as 20 people do at once, each over a connection of their own; nobody twice at the same moment. */
export class Readers {
  readonly #pool: Pool
  readonly #people: readonly Person[]
  #asked = 0

  constructor(url: string, people: readonly Person[]) {
    this.#people = people
    this.#pool = new Pool(url, { connections: people.length, pipelining: 1 })
  }

  /**
   * Sends what `next` gives until so many pages were read, or so long, and gives the milliseconds of each; every operation must be answered in
   * whole.
   */
  async read(
    most: { pages: number; milliseconds: number },
    isSignedIn: boolean,
    next: (number: number) => readonly Ask[],
  ): Promise<number[]> {
    if (isSignedIn) await Promise.all(this.#people.map((person) => person.refresh()))
    const times: number[] = []
    let left = most.pages
    const end = performance.now() + most.milliseconds
    const one = async (person: Person) => {
      const headers = { 'content-type': 'application/json', ...from(person.address) }
      const signedIn = isSignedIn ? { ...headers, authorization: `Bearer ${person.tokens.accessToken}` } : headers
      while (left-- > 0 && performance.now() < end) {
        const asks = next(this.#asked++)
        const began = performance.now()
        await Promise.all(asks.map((ask) => this.#ask(ask, signedIn)))
        times.push(performance.now() - began)
      }
    }
    await Promise.all(this.#people.map(one))
    return times
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  async #ask({ document: query, variables }: Ask, headers: Record<string, string>): Promise<void> {
    const { statusCode, body } = await this.#pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { ...headers, 'accept-encoding': 'identity' },
      body: JSON.stringify({ query, variables }),
    })
    const text = await body.text()
    if (statusCode !== 200 || text.includes('"errors":'))
      throw new Error(`${query.slice(0, 200)} was answered with ${statusCode}: ${text.slice(0, 500)}`)
  }
}
