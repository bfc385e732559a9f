import { from, Person } from '@forum/e2e'
import { errors, Pool } from 'undici'
import type { Ask } from '../pages/reader.ts'
import { postsOf } from './posts-of.ts'

/** So many that at 300 likes a second nobody comes near 300 writes in ten minutes. */
const writersCount = 200
const connections = 128
/** Shorter than any server's: a connection that rested between two loads may be closed by the time that it is used. */
const keepAliveTimeout = 1_000
/** Within what Auth does at once without making anybody wait. */
const refreshedAtOnce = 8
/** Posts that nobody likes but who looks for the number of it. */
const probedPosts = 150

const like = `mutation BenchLike($input: LikePostInput!) { likePost(input: $input) { __typename ... on Problem { code } } }`
const comment = `mutation BenchComment($input: AddCommentInput!) { addComment(input: $input) { __typename ... on Problem { code } } }`
const post = `mutation BenchPost($input: CreatePostInput!) { createPost(input: $input) { __typename ... on Problem { code } } }`
const body = 'Water first, then the leaves, then *time*: 3 minutes for green tea, 5 for black, and `none` for mate.'

/** What became of writes: how many were accepted, and how many refused by their codes. */
export type Outcomes = { accepted: number; refused: Record<string, number>; answeredMs: number[] }

export const noOutcomes = (): Outcomes => ({ accepted: 0, refused: {}, answeredMs: [] })

/** Two hundred people with addresses of their own who write to one forum: each like is one that was not given yet. */
export class Writers {
  readonly probed: readonly string[]
  readonly #pool: Pool
  readonly #people: readonly Person[]
  readonly #posts: readonly string[]
  #given = 0
  #written = 0
  #turnsOfProbes = 0

  private constructor(url: string, people: readonly Person[], posts: readonly string[]) {
    this.#pool = new Pool(url, { connections, pipelining: 1, keepAliveTimeout, keepAliveMaxTimeout: keepAliveTimeout })
    this.#people = people
    this.probed = posts.slice(0, probedPosts)
    this.#posts = posts.slice(probedPosts)
  }

  /** Registers them in a forum that was seeded. */
  static async register(url: string): Promise<Writers> {
    const posts = await postsOf(url)
    if (posts.length < 2 * probedPosts) throw new Error(`${posts.length} posts are too few to write about`)
    const people: Person[] = []
    // A few at a time: a password costs its time on purpose.
    for (let number = 0; number < writersCount; number += 4)
      people.push(
        ...(await Promise.all([0, 1, 2, 3].map((more) => Person.register(url, `bench_writer_${number + more}`)))),
      )
    return new Writers(url, people, posts)
  }

  /** Whoever's access token ends within so long goes on with their session. */
  async stayFor(milliseconds: number): Promise<void> {
    const until = Date.now() + milliseconds
    const ending = this.#people.filter(({ tokens }) => Date.parse(tokens.expiresAt) < until)
    for (let number = 0; number < ending.length; number += refreshedAtOnce)
      await Promise.all(ending.slice(number, number + refreshedAtOnce).map((person) => person.refresh()))
  }

  /** A like that was not given yet. */
  async like(outcomes: Outcomes): Promise<void> {
    const given = this.#given++
    const turn = Math.floor(given / this.#people.length)
    if (turn >= this.#posts.length) throw new Error('everybody likes everything: fewer rounds, or shorter ones')
    // At any moment another post for each of them: life is not two hundred likes of one post at a time.
    const place = given % this.#people.length
    const postId = this.#posts[(turn + place * 7) % this.#posts.length]
    await this.#write(place, { document: like, variables: { input: { postId } } }, outcomes)
  }

  /** Another number each time: with it the probed posts are liked by others than before. */
  nextTurnOfProbes(): number {
    this.#turnsOfProbes += 1
    return this.#turnsOfProbes
  }

  /** A like of a post that only probes like; says whether it was accepted. */
  async likeProbed(postId: string, number: number, outcomes: Outcomes): Promise<boolean> {
    return await this.#write(number, { document: like, variables: { input: { postId } } }, outcomes)
  }

  async comment(outcomes: Outcomes): Promise<void> {
    const postId = this.#posts[this.#written % this.#posts.length]
    await this.#write(this.#written++, { document: comment, variables: { input: { postId, body } } }, outcomes)
  }

  async post(outcomes: Outcomes): Promise<void> {
    const input = { title: 'On tea', body, visibility: 'PUBLIC', tags: ['tea'] }
    await this.#write(this.#written++, { document: post, variables: { input } }, outcomes)
  }

  /** The answer to somebody who is not signed in. */
  async ask({ document: query, variables }: Ask, address: string): Promise<unknown> {
    const { body: answer } = await this.#send({ query, variables }, from(address))
    return await answer.json()
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  async #write(number: number, { document: query, variables }: Ask, outcomes: Outcomes): Promise<boolean> {
    const person = this.#people[number % this.#people.length]
    if (!person) throw new Error('nobody is there to write')
    const began = performance.now()
    const headers = { ...from(person.address), authorization: `Bearer ${person.tokens.accessToken}` }
    const refusal = await this.#refusalOf({ query, variables }, headers)
    if (refusal === null) {
      outcomes.accepted += 1
      outcomes.answeredMs.push(performance.now() - began)
      return true
    }
    outcomes.refused[refusal] = (outcomes.refused[refusal] ?? 0) + 1
    return false
  }

  /** The code that a write was refused with, or that its connection broke with; null when it was accepted. */
  async #refusalOf(
    asked: { query: string; variables: unknown },
    headers: Record<string, string>,
  ): Promise<string | null> {
    try {
      const { statusCode, body: answer } = await this.#send(asked, headers)
      const text = await answer.text()
      if (statusCode === 200 && text.includes('Success"')) return null
      return /"code":"(\w+)"/.exec(text)?.[1] ?? `HTTP ${statusCode}`
    } catch (error) {
      if (error instanceof errors.UndiciError) return error.code
      throw error
    }
  }

  #send(asked: { query: string; variables: unknown }, headers: Record<string, string>) {
    return this.#pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(asked),
    })
  }
}
