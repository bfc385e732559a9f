import { setTimeout as delay } from 'node:timers/promises'

/** An error of an answer, as GraphQL over HTTP gives it. */
export type AnswerError = {
  message: string
  path?: (string | number)[]
  extensions?: { code?: string; reason?: string; retryAfterSeconds?: number }
}

export type Answer<Data> = { status: number; data: Data | null; errors: AnswerError[]; headers: Headers }

type RequestHeaders = Record<string, string>

/** A GraphQL client of the gateway, or of one subgraph, as some program would write it. */
export class GraphQLClient {
  readonly #url: string
  readonly #headers: () => RequestHeaders | Promise<RequestHeaders>

  constructor(url: string, headers: () => RequestHeaders | Promise<RequestHeaders> = () => ({})) {
    this.#url = url
    this.#headers = headers
  }

  /** The whole answer, errors and all. */
  async run<Data = unknown>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<Data>> {
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await this.#headers()) },
      body: JSON.stringify({ query, variables }),
    })
    const text = await response.text()
    const body = parse<Data>(text)
    if (!body) throw new Error(`${response.status} without GraphQL in it: ${text.slice(0, 500)}`)
    return { status: response.status, data: body.data ?? null, errors: body.errors ?? [], headers: response.headers }
  }

  /** The data of an answer that must have no errors. Waits where the forum asks it to, as clients are told to. */
  async query<Data = unknown>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await this.runWhenAllowed<Data>(query, variables)
    if (errors.length > 0 || data === null) throw new Error(`${query.trim()}\n${JSON.stringify(errors, null, 2)}`)
    return data
  }

  /** The success of a mutation with one root field; throws what it said instead. */
  async mutate<Success = unknown>(mutation: string, variables: Record<string, unknown> = {}): Promise<Success> {
    const data = await this.query<Record<string, Success & { __typename: string }>>(mutation, variables)
    const [outcome] = Object.values(data)
    if (!outcome?.__typename.endsWith('Success')) throw new Error(`${mutation.trim()}\n${JSON.stringify(outcome)}`)
    return outcome
  }

  /** The whole answer. What is refused as RATE_LIMITED was not begun; it is sent again after the seconds that the refusal names. */
  async runWhenAllowed<Data = unknown>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<Data>> {
    for (;;) {
      const answer = await this.run<Data>(query, variables)
      const refusal = answer.errors.find(({ extensions }) => extensions?.code === 'RATE_LIMITED')
      const seconds = refusal?.extensions?.retryAfterSeconds
      if (seconds === undefined) return answer
      await delay(seconds * 1_000)
    }
  }
}

function parse<Data>(text: string): { data?: Data | null; errors?: AnswerError[] } | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
