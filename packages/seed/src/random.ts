import { createHash } from 'node:crypto'
import { generateMersenne53Randomizer, type Randomizer } from '@faker-js/faker'

/**
 * A deterministic source of choices: the same words give the same life on every machine.
 * `fork` gives an independent stream, so that adding a choice to one part of the life does not move the others.
 */
export class Random {
  readonly #words: string
  readonly #source: Randomizer

  constructor(words: string) {
    this.#words = words
    this.#source = generateMersenne53Randomizer(createHash('sha256').update(words).digest().readUInt32BE(0))
  }

  fork(word: string): Random {
    return new Random(`${this.#words}/${word}`)
  }

  /** A number in [0, 1). */
  fraction(): number {
    return this.#source.next()
  }

  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  /** A whole number in [from, to], both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1))
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.fraction() * items.length)]
    if (item === undefined) throw new Error('cannot pick from nothing')
    return item
  }

  /** Distinct items, fewer than `count` only if there are fewer. */
  sample<T>(items: readonly T[], count: number): T[] {
    const rest = [...items]
    const wanted = Math.min(count, rest.length)
    for (let index = 0; index < wanted; index++) {
      const other = this.whole(index, rest.length - 1)
      const [a, b] = [rest[index], rest[other]]
      if (a === undefined || b === undefined) throw new Error('sample went out of its list')
      rest[index] = b
      rest[other] = a
    }
    return rest.slice(0, wanted)
  }

  /** A waiting time with this mean (exponential distribution), in the unit of the mean. */
  wait(mean: number): number {
    return -Math.log(1 - this.fraction()) * mean
  }

  /** UUIDv7 of this time whose random bits come from this stream. */
  uuid(at: Date): string {
    const bytes = Buffer.alloc(16)
    bytes.writeUIntBE(at.getTime(), 0, 6)
    for (let index = 6; index < 16; index++) bytes[index] = Math.floor(this.fraction() * 256)
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
    const hex = bytes.toString('hex')
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  }
}

/** Chooses indices 0..count-1 with Zipf's weights 1 / (rank + 1)^exponent, in O(log count) a choice. */
export class ZipfChoice {
  readonly #cumulative: number[] = []

  constructor(count: number, exponent = 1) {
    let sum = 0
    for (let rank = 0; rank < count; rank++) {
      sum += 1 / (rank + 1) ** exponent
      this.#cumulative.push(sum)
    }
  }

  choose(random: Random): number {
    const target = random.fraction() * (this.#cumulative.at(-1) ?? 0)
    let low = 0
    let high = this.#cumulative.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#cumulative[middle] ?? 0) > target) high = middle
      else low = middle + 1
    }
    return low
  }
}

/**
 * Shares `total` over `count` places by Zipf's weights, none above `cap`: what does not fit flows to the next ones.
 * The sum is exactly `total` whenever total <= count * cap.
 */
export function zipfShares(total: number, count: number, cap: number, exponent = 1): number[] {
  if (total > count * cap) throw new Error(`${total} do not fit into ${count} places of ${cap}`)
  const weights = Array.from({ length: count }, (_, rank) => 1 / (rank + 1) ** exponent)
  let left = total
  let weight = weights.reduce((sum, one) => sum + one, 0)
  return weights.map((one, rank) => {
    const placesAfter = count - rank - 1
    const fair = Math.floor((left * one) / weight)
    const share = Math.max(left - placesAfter * cap, Math.min(cap, fair))
    left -= share
    weight -= one
    return rank === count - 1 ? share + left : share
  })
}
