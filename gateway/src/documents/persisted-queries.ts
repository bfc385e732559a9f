import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

const keptCharacters = 1_000_000

/** The SHA-256 of an operation's text in UTF-8, in lower-case hexadecimal. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Texts of operations by their hash, which a client may send in place of a text once it has sent both ("automatic persisted queries"). Only
 * valid operations are kept, a million characters of them: who finds that its own is gone sends it again.
 */
export class PersistedQueries {
  readonly #texts = new LRUCache<string, string>({
    maxSize: keptCharacters,
    sizeCalculation: (text) => Math.max(1, text.length),
  })

  textOf(hash: string): string | undefined {
    return this.#texts.get(hash)
  }

  keep(hash: string, text: string): void {
    this.#texts.set(hash, text)
  }
}
