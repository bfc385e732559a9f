import { LRUCache } from 'lru-cache'
import type { Change } from '../changes/changes.ts'

/** A page as it is sent, and when its drawing began (milliseconds of performance.now). */
export type KeptPage = {
  text: string
  status: number
  etag: string
  began: number
  isKeepable: boolean
  /** Ids of all that stands on it. */
  mentions: ReadonlySet<string>
}

export type Lookup = {
  /** Resolves with a page no older than `freshMs`; rejects when it cannot be drawn. */
  fresh: Promise<KeptPage>
  /** A page of at most `staleMs` that nothing dropped, for when the fresh one is late. */
  stale: KeptPage | null
}

/** How long a page is everybody's. */
const freshMs = 2_000
/** How long it may stand in for one that is late. */
const staleMs = 30_000
/** Of HTML: some hundred pages. */
const keptCharacters = 30_000_000

type Drawing = { page: Promise<KeptPage>; isDropped: boolean; hasBegun: boolean }

/**
 * Pages by their address and language. One drawing at a time a key: who comes after something changed does not join the one under way, which may
 * have read what was before; it waits for that one's end and shares the next.
 */
export class KeptPages {
  readonly #kept = new LRUCache<string, KeptPage>({
    maxSize: keptCharacters,
    sizeCalculation: ({ text }) => Math.max(1, text.length),
  })
  readonly #drawings = new Map<string, Drawing>()
  readonly #now: () => number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** `draw` is called at most once, and not at all where a page is kept or is being drawn; before it `begin`, which may refuse by throwing. */
  look(key: string, draw: () => Promise<KeptPage>, begin: () => void = () => {}): Lookup {
    const kept = this.#kept.get(key) ?? null
    const age = kept ? this.#now() - kept.began : Number.POSITIVE_INFINITY
    if (kept && age < freshMs) return { fresh: Promise.resolve(kept), stale: kept }
    const stale = age < staleMs ? kept : null
    const underWay = this.#drawings.get(key)
    if (underWay && !underWay.isDropped) return { fresh: underWay.page, stale }
    begin()
    return { fresh: this.#begin(key, draw, underWay), stale }
  }

  /** Drops what may show something that changed. What is being drawn now is nobody's who comes later, whatever it will show. */
  drop(change: Change): void {
    if (change === 'anything') this.#kept.clear()
    else
      for (const [key, { mentions }] of this.#kept.entries())
        if (change.some((id) => mentions.has(id))) this.#kept.delete(key)
    for (const drawing of this.#drawings.values()) if (drawing.hasBegun) drawing.isDropped = true
  }

  #begin(key: string, draw: () => Promise<KeptPage>, before: Drawing | undefined): Promise<KeptPage> {
    const drawing: Drawing = { page: Promise.resolve(null as never), isDropped: false, hasBegun: false }
    drawing.page = this.#draw(key, draw, before, drawing)
    this.#drawings.set(key, drawing)
    return drawing.page
  }

  async #draw(
    key: string,
    draw: () => Promise<KeptPage>,
    before: Drawing | undefined,
    drawing: Drawing,
  ): Promise<KeptPage> {
    try {
      await before?.page.catch(() => undefined) // its own askers are told
      drawing.hasBegun = true
      const page = await draw()
      if (!drawing.isDropped && page.isKeepable) this.#kept.set(key, page)
      return page
    } finally {
      if (this.#drawings.get(key) === drawing) this.#drawings.delete(key)
    }
  }
}
