/** Where drafts are kept, and where this tab remembers which of them is its own. */
export type PlacesDeps = {
  /** Shared by all tabs. */
  shared: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & { keys: () => string[] }
  /** Of this tab alone; it survives a reload. */
  own: Pick<Storage, 'getItem' | 'setItem'>
  now: () => number
  newId: () => string
  /** Different in each document: a tab that was duplicated is another one. */
  document: string
}

type Claim = { document: string; at: number }

const ownKey = 'forum.post-draft'
const claimKey = (place: string) => `forum.draft-claim.${place}`
/** A tab that died without a word holds its draft no longer than this. */
const claimLasts = 12 * 60 * 60 * 1000

/**
 * Which draft of a new post a tab writes: its own after a reload, else one that no open tab writes, else a new one. So two tabs never write over each
 * other, and closing a tab strands nothing.
 */
export class PostDraftPlaces {
  readonly #deps: PlacesDeps

  constructor(deps: PlacesDeps) {
    this.#deps = deps
  }

  /** Chooses a place and holds it until `release`. */
  take(owner: string | null): string {
    const own = this.#deps.own.getItem(ownKey)
    const places = own ? [own, ...this.#kept(owner)] : [...this.#kept(owner), 'post']
    const place = places.find((one) => this.#isFree(one)) ?? `post:${this.#deps.newId()}`
    this.hold(place)
    this.#deps.own.setItem(ownKey, place)
    return place
  }

  hold(place: string): void {
    const claim: Claim = { document: this.#deps.document, at: this.#deps.now() }
    this.#deps.shared.setItem(claimKey(place), JSON.stringify(claim))
  }

  release(place: string): void {
    if (this.#claimOf(place)?.document === this.#deps.document) this.#deps.shared.removeItem(claimKey(place))
  }

  /** Drafts of new posts of a person, and those that a guest began. */
  #kept(owner: string | null): string[] {
    const prefixes = [owner ?? 'guest', 'guest'].map((name) => `forum.draft.${name}.`)
    return this.#deps.shared
      .keys()
      .flatMap((key) => prefixes.filter((prefix) => key.startsWith(prefix)).map((prefix) => key.slice(prefix.length)))
      .filter((place) => place === 'post' || place.startsWith('post:'))
  }

  #isFree(place: string): boolean {
    const claim = this.#claimOf(place)
    return !claim || claim.document === this.#deps.document || this.#deps.now() - claim.at > claimLasts
  }

  #claimOf(place: string): Claim | null {
    try {
      return JSON.parse(this.#deps.shared.getItem(claimKey(place)) ?? 'null') as Claim | null // written by hold alone
    } catch {
      return null
    }
  }
}
