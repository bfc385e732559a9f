import fc from 'fast-check'

/** Choices of a generator, made before it runs: a counterexample shrinks to the fewest and the first of what could be chosen. */
export class Choices {
  readonly #tape: readonly number[]
  #next = 0

  constructor(tape: readonly number[]) {
    this.#tape = tape
  }

  /** A whole number from 0; 0 when the tape is at its end. */
  below(limit: number): number {
    const chosen = this.#tape[this.#next] ?? 0
    this.#next += 1
    return chosen % limit
  }

  /** Whether something happens that happens once in so many times. */
  onceIn(times: number): boolean {
    return this.below(times) === times - 1
  }

  one<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[this.below(values.length)] ?? values[0]
  }
}

export const choices: fc.Arbitrary<Choices> = fc
  .array(fc.nat({ max: 0xffff }), { minLength: 60, maxLength: 400, size: 'max' })
  .map((tape) => new Choices(tape))
