import { LRUCache } from 'lru-cache'
import { Refused } from '../refusal.ts'
import { hashOf } from './hash-of.ts'

const keptCharacters = 1_000_000

type PersistedQueriesOptions = {
  /** Texts by their hash that are known from the start and for ever. */
  trusted: ReadonlyMap<string, string>
  /** Whether nothing else is answered. */
  onlyTrusted: boolean
}

/**
 * Texts of operations by their hash, which a client may send in place of a text: those of the web app, and those of which somebody sent both
 * ("automatic persisted queries"). Of the latter only valid operations are kept, a million characters of them: who finds that its own is gone
 * sends it again.
 */
export class PersistedQueries {
  readonly #trusted: ReadonlyMap<string, string>
  readonly #onlyTrusted: boolean
  readonly #texts = new LRUCache<string, string>({
    maxSize: keptCharacters,
    sizeCalculation: (text) => Math.max(1, text.length),
  })

  constructor({ trusted, onlyTrusted }: PersistedQueriesOptions) {
    this.#trusted = trusted
    this.#onlyTrusted = onlyTrusted
  }

  /** @throws Refused PERSISTED_QUERY_REQUIRED where only trusted documents are answered and it is none */
  textOf(hash: string): string | undefined {
    const trusted = this.#trusted.get(hash)
    if (trusted === undefined && this.#onlyTrusted) throw notTrusted()
    return trusted ?? this.#texts.get(hash)
  }

  /** Looks at a text that came as it is, before it is parsed. @throws Refused PERSISTED_QUERY_REQUIRED as `textOf` does */
  check(text: string): void {
    if (this.#onlyTrusted && !this.#trusted.has(hashOf(text))) throw notTrusted()
  }

  keep(hash: string, text: string): void {
    if (!this.#trusted.has(hash)) this.#texts.set(hash, text)
  }
}

const notTrusted = () =>
  new Refused({
    status: 403,
    code: 'PERSISTED_QUERY_REQUIRED',
    message:
      'This forum answers only what its own pages ask. If this is one of them, it is of an earlier version: load it anew. Other programs are answered where TRUSTED_DOCUMENTS is not set.',
  })
