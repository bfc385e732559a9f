import { from, newAddress } from '../src/addresses.ts'
import type { Answer } from '../src/graphql-client.ts'

/** A browser that keeps its cookies: the forum's own page asks with them, and takes what an answer sets. */
export class BrowserSession {
  readonly #url: string
  readonly #cookies = new Map<string, string>()
  readonly #address = newAddress()

  constructor(url: string) {
    this.#url = url
  }

  /** The names of the cookies that it keeps. */
  get cookies(): string[] {
    return [...this.#cookies.keys()].toSorted()
  }

  async run<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Omit<Answer<Data>, 'headers'>> {
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: this.#url,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...from(this.#address),
      },
      body: JSON.stringify({ query, variables }),
    })
    for (const line of response.headers.getSetCookie()) this.#take(line)
    const { data = null, errors = [] } = (await response.json()) as Partial<Answer<Data>> // GraphQL over HTTP
    return { status: response.status, data, errors }
  }

  /** When its access cookie's hour has come: a browser drops it, and keeps the refresh cookie. */
  dropAccessCookie(): void {
    for (const name of this.#cookies.keys()) if (name.endsWith('forum_access')) this.#cookies.delete(name)
  }

  #take(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    if (attributes.includes('Max-Age=0')) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}
