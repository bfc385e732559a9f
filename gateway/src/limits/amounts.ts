export type Variables = Readonly<Record<string, unknown>>

/** What an operation takes that grows with its lists. */
export type Amounts = {
  cost: number
  /** Of the processor, for fields that compute much whatever they answer. */
  heavyMs: number
  /** Things with an id that it leads to in the whole answer, at most: an author, the post of a comment, each item of a list. */
  references: number
  /** Long texts in the whole answer, at most. */
  longTexts: number
}

/** One request's variables, and what the fragments that depend on them came to, so that none is counted twice. */
type Run = { variables: Variables; fragments: (Amounts | undefined)[] }

/** Known from the text alone, or found for each request. */
export type Counted = Amounts | ((run: Run) => Amounts)

export const noAmounts: Amounts = { cost: 0, heavyMs: 0, references: 0, longTexts: 0 }

// Sums stay finite, so that text that multiplies itself is more than every limit and not Infinity times zero.
export const cap = (value: number): number => (value < Number.MAX_SAFE_INTEGER ? value : Number.MAX_SAFE_INTEGER)

/** A sum that is added from the left, so that fractions come out the same whatever of it is known beforehand. */
export class AmountsSum {
  #known = noAmounts
  #others: Counted[] | null = null

  add(part: Counted): void {
    if (part === noAmounts) return
    if (this.#others) this.#others.push(part)
    else if (typeof part === 'function') this.#others = [part]
    else this.#known = this.#known === noAmounts ? part : plus(this.#known, part)
  }

  done(): Counted {
    const known = this.#known
    const others = this.#others
    if (!others) return known
    const [only] = others
    if (only && others.length === 1 && known === noAmounts) return only
    return (run) => {
      let total = known
      for (const part of others) total = plus(total, typeof part === 'function' ? part(run) : part)
      return total
    }
  }
}

const plus = (a: Amounts, b: Amounts): Amounts => ({
  cost: cap(a.cost + b.cost),
  heavyMs: cap(a.heavyMs + b.heavyMs),
  references: cap(a.references + b.references),
  longTexts: cap(a.longTexts + b.longTexts),
})
