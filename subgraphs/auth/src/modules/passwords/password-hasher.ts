import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { normalPassword } from './password-rules.ts'

const algorithm = 2 satisfies Algorithm.Argon2id

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane; 24 ms on one core. */
const ordinaryCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Too many passwords wait to be hashed: the caller says "try again", and the machine stays up. */
export class HasherBusy extends Error {
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super('too many passwords wait to be hashed')
    this.name = 'HasherBusy'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export type HasherOptions = {
  /** Hashes at once; each holds a thread of libuv's pool (four) and 19 MiB. */
  concurrency?: number
  /** Calls that may wait; at 24 ms each and two at once, 100 are 1.2 s. */
  longestQueue?: number
  /** Tests that are not about passwords take a cheaper one. */
  cost?: typeof ordinaryCost
}

/** argon2id with a bounded number of hashes at once and a bounded queue, so that a flood of logins is not an outage. */
export class PasswordHasher {
  readonly #concurrency: number
  readonly #longestQueue: number
  readonly #parameters: typeof ordinaryCost & { algorithm: typeof algorithm }
  readonly #waiting: (() => void)[] = []
  #running = 0
  #decoy: Promise<string> | undefined

  constructor({ concurrency = 2, longestQueue = 100, cost = ordinaryCost }: HasherOptions = {}) {
    this.#parameters = { algorithm, ...cost }
    this.#concurrency = concurrency
    this.#longestQueue = longestQueue
  }

  /** @throws HasherBusy */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normalPassword(password), this.#parameters))
  }

  /**
   * Whether the password is the one behind the hash. Without a hash it is false after the same work, so that the time does not tell
   * whether the account exists.
   *
   * @throws HasherBusy
   */
  async matches(password: string, passwordHash: string | null): Promise<boolean> {
    this.#decoy ??= hash('nobody has this password', this.#parameters)
    const compared = passwordHash ?? (await this.#decoy)
    const isMatch = await this.#inTurn(() => verify(compared, normalPassword(password)))
    return isMatch && passwordHash !== null
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#concurrency) {
      if (this.#waiting.length >= this.#longestQueue) throw new HasherBusy(2)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else {
      this.#running += 1
    }
    try {
      return await work()
    } finally {
      // The turn goes straight to the next one, so that nobody slips in between.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }
}
