/** A text that is not sent yet. Its key makes sending it twice one post: it stays the same until the text is sent or given up. */
export type Draft<T> = { content: T; key: string; savedAt: number }

export type DraftStorage = {
  read: (key: string) => string | null
  write: (key: string, value: string | null) => boolean
}

export type DraftDeps = { storage: DraftStorage; now: () => number; newKey: () => string }

const prefix = 'forum.draft'
const guest = 'guest'

/**
 * Drafts of one browser, by owner and place (`post`, `edit:ID`, `comment:POST:PARENT`). Another person who signs in here sees none of them;
 * what a guest began belongs to whoever signs in next, because that is how a guest goes on.
 */
export class DraftBox {
  readonly #deps: DraftDeps

  constructor(deps: DraftDeps) {
    this.#deps = deps
  }

  read<T>(owner: string | null, place: string): Draft<T> | null {
    const own = this.#parse<T>(keyOf(owner, place))
    if (own || owner === null) return own
    const begun = this.#parse<T>(keyOf(null, place))
    if (!begun) return null
    this.#deps.storage.write(keyOf(owner, place), JSON.stringify(begun))
    this.#deps.storage.write(keyOf(null, place), null)
    return begun
  }

  /** Keeps the content under its key; returns the draft, or null where the browser keeps nothing. */
  write<T>(owner: string | null, place: string, content: T, key: string): Draft<T> | null {
    const draft: Draft<T> = { content, key, savedAt: this.#deps.now() }
    return this.#deps.storage.write(keyOf(owner, place), JSON.stringify(draft)) ? draft : null
  }

  discard(owner: string | null, place: string): void {
    this.#deps.storage.write(keyOf(owner, place), null)
  }

  newKey(): string {
    return this.#deps.newKey()
  }

  #parse<T>(key: string): Draft<T> | null {
    const text = this.#deps.storage.read(key)
    if (!text) return null
    try {
      return JSON.parse(text) as Draft<T> // written by write() of the same place, so of the same shape
    } catch {
      return null
    }
  }
}

function keyOf(owner: string | null, place: string): string {
  return `${prefix}.${owner ?? guest}.${place}`
}
