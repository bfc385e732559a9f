import type { Execution } from './execution.ts'
import type { Path } from './path.ts'
import { located, type Place } from './place.ts'

/** Who waits for a value. Each value has one owner. */
export type Owner = {
  completed(key: string | number, value: unknown): void
  failed(error: unknown): void
}

type Standing = { readonly execution: Execution; readonly place: Place; readonly path: Path | undefined }

/**
 * A value that is not there yet. It tells its owner by a call, so that only what a resolver returned costs a promise, never the objects
 * and lists above it. Settled once, and never before it has its place and its owner; the whole answer has no place.
 */
export class Pending {
  #standing: Standing | null = null
  #owner: Owner | null = null
  #key: string | number = ''

  at(execution: Execution, place: Place, path: Path | undefined): this {
    this.#standing = { execution, place, path }
    return this
  }

  ownedBy(owner: Owner, key: string | number): void {
    this.#owner = owner
    this.#key = key
  }

  protected complete(value: unknown): void {
    if (value instanceof Pending) {
      value.#standing = this.#standing
      value.#owner = this.#owner
      value.#key = this.#key
    } else this.#owner?.completed(this.#key, value)
  }

  protected fail(thrown: unknown): void {
    if (!this.#standing) return this.#owner?.failed(thrown) // the whole answer stands nowhere
    const { execution, place, path } = this.#standing
    const error = located(place, path, thrown)
    if (place.isNonNull) return this.#owner?.failed(error)
    execution.errors.add(error, path)
    this.#owner?.completed(this.#key, null)
  }
}

/** What comes of a promise. */
export class Promised extends Pending {
  /** @param completedOf makes of what it resolves to what the answer has, or another Pending */
  constructor(promise: PromiseLike<unknown>, completedOf: (value: unknown) => unknown) {
    super()
    // A thenable that is no promise might call back before there is an owner.
    const settles = promise instanceof Promise ? promise : Promise.resolve(promise)
    settles.then(
      (value) => {
        let completed: unknown
        try {
          completed = completedOf(value)
        } catch (error) {
          return this.fail(error)
        }
        return this.complete(completed)
      },
      (error) => this.fail(error),
    )
  }
}

/** An object or a list some of whose values are pending. */
export class Gathering extends Pending implements Owner {
  readonly #values: object
  #missing = 0
  #isSettled = false
  #failure: { readonly error: unknown } | null = null

  constructor(values: object) {
    super()
    this.#values = values
  }

  add(key: string | number, value: Pending): void {
    this.#missing += 1
    value.ownedBy(this, key)
  }

  /** It fails, but not before what is pending has come. */
  failAfterwards(error: unknown): void {
    this.#failure = { error }
  }

  completed(key: string | number, value: unknown): void {
    if (this.#isSettled) return
    Reflect.set(this.#values, key, value)
    this.#missing -= 1
    if (this.#missing > 0) return
    this.#isSettled = true
    if (this.#failure) this.fail(this.#failure.error)
    else this.complete(this.#values)
  }

  failed(error: unknown): void {
    if (this.#isSettled) return
    this.#isSettled = true
    this.fail(this.#failure ? this.#failure.error : error)
  }
}

/** A promise of a value that was pending, for where there is nobody above it. */
export const promiseOf = (pending: Pending): Promise<unknown> =>
  new Promise((resolve, reject) => {
    pending.ownedBy({ completed: (_key, value) => resolve(value), failed: reject }, '')
  })

export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  typeof (value as { then?: unknown }).then === 'function' // any object may be asked for it
