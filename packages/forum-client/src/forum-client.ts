import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { parseJson } from './json.ts'

/** The forum said no, or could not be reached; the message says what to do and is all that the command prints. */
export class ForumError extends Error {}

/** A forum that says when it may be asked again is asked again then, unless that is far off: then somebody should know. */
const longestWaitSeconds = 30

const answerShape = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).partial().optional() }))
    .optional(),
})

/** A GraphQL client of the public API, as any program would write it: one POST an operation, answers parsed by zod. */
export class ForumClient {
  readonly #url: string
  #token: string | null = null

  constructor(url: string) {
    this.#url = url
  }

  /** Signs in; the access token lives five minutes, so a long run signs in again by itself. */
  async signIn(login: string, password: string): Promise<void> {
    const shape = z.object({
      login: z.object({
        __typename: z.string(),
        message: z.string().optional(),
        tokens: z.object({ accessToken: z.string() }).nullish(),
      }),
    })
    this.#token = null
    const { login: outcome } = await this.ask(
      `mutation SeedLogin($input: LoginInput!) { login(input: $input) { __typename ... on LoginSuccess { tokens { accessToken } } ... on Problem { message } } }`,
      { input: { login, password } },
      shape,
    )
    if (!outcome.tokens) throw new ForumError(`Cannot sign in as ${login}: ${outcome.message ?? outcome.__typename}`)
    this.#token = outcome.tokens.accessToken
    this.#renew = () => this.signIn(login, password)
  }

  #renew: (() => Promise<void>) | null = null

  /** Answers `data` in the given shape; a GraphQL error or an unreachable forum throws a ForumError. Units and ids are the API's. */
  async ask<Shape extends z.ZodType>(
    query: string,
    variables: Record<string, unknown>,
    shape: Shape,
  ): Promise<z.output<Shape>> {
    const answer = await this.#post(query, variables)
    const expired = answer.errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED')
    if (expired && this.#renew) {
      await this.#renew()
      return this.#parse(await this.#post(query, variables), shape)
    }
    return this.#parse(answer, shape)
  }

  #parse<Shape extends z.ZodType>(answer: z.output<typeof answerShape>, shape: Shape): z.output<Shape> {
    const [error] = answer.errors ?? []
    if (error) throw new ForumError(`${error.extensions?.code ?? 'ERROR'}: ${error.message}`)
    return shape.parse(answer.data)
  }

  async #post(query: string, variables: Record<string, unknown>): Promise<z.output<typeof answerShape>> {
    const body = JSON.stringify({ query, variables })
    const headers: Record<string, string> = { 'content-type': 'application/json' }
    if (this.#token !== null) headers.authorization = `Bearer ${this.#token}`
    let response: Response
    try {
      response = await fetch(this.#url, { method: 'POST', headers, body, signal: AbortSignal.timeout(60_000) })
    } catch (error) {
      const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
      throw new ForumError(
        `Cannot reach the forum at ${this.#url} (${reason}). Start it with "npm start", or give its address with --url.`,
      )
    }
    const waitSeconds = response.status === 429 ? Number(response.headers.get('retry-after')) : 0
    if (waitSeconds > 0 && waitSeconds <= longestWaitSeconds) {
      await response.body?.cancel()
      await wait(waitSeconds * 1_000)
      return this.#post(query, variables)
    }
    const text = await response.text()
    const parsed = answerShape.safeParse(parseJson(text))
    if (!parsed.success)
      throw new ForumError(
        `${this.#url} answered ${response.status} with something that is not GraphQL. Is this the forum's address?`,
      )
    return parsed.data
  }
}
