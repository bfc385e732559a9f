import { LRUCache } from 'lru-cache'
import type { Caller } from '../admission/caller.ts'
import type { ResponseObject } from '../federation/targets.ts'
import type { FetchNode } from '../planning/plan-nodes.ts'
import { profileSelection } from './profile-selection.ts'

/** What one fetch finds kept, and keeps. */
export type ProfileReading = {
  /** What is kept of a person, by its representation as JSON; nobody may change it. */
  get: (representation: string) => Readonly<ResponseObject> | undefined
  keep: (representation: string, person: ResponseObject) => void
}

/** As long as a page that was written. */
const freshMs = 2_000
/** Names of people: some megabytes. */
const keptPeople = 20_000

/**
 * Handles and names of people, which stand on every page and are the same for everybody: kept for two seconds, and dropped at once by what changes
 * them here and by the events of what changes them elsewhere. Nobody's own name is ever taken from here, so who changes it reads it anew through any
 * gateway.
 */
export class KeptProfiles {
  readonly #kept: LRUCache<string, ResponseObject>
  readonly #isAuthThere: () => boolean
  /** What was asked before the last change is kept for nobody. */
  #changes = 0

  /** @param isAuthThere whether who knows the names could be asked: else what is missing is said, and not hidden for a moment */
  constructor(isAuthThere: () => boolean, now: () => number = () => performance.now()) {
    this.#isAuthThere = isAuthThere
    this.#kept = new LRUCache({ max: keptPeople, ttl: freshMs, ttlResolution: 0, perf: { now } })
  }

  /** How a fetch uses what is kept; null where it may not. A mutation reads what it has just changed. */
  readingOf(node: FetchNode, { isMutation, viewer }: Pick<Caller, 'isMutation' | 'viewer'>): ProfileReading | null {
    const selection = isMutation ? null : profileSelection(node)
    if (selection === null || !this.#isAuthThere()) return null
    const begun = this.#changes
    const isOwn = (representation: string) => viewer !== null && representation.includes(viewer.id)
    return {
      get: (representation) => (isOwn(representation) ? undefined : this.#kept.get(selection + representation)),
      keep: (representation, person) => {
        if (this.#changes === begun) this.#kept.set(selection + representation, { ...person })
      },
    }
  }

  drop(): void {
    this.#changes += 1
    this.#kept.clear()
  }
}
