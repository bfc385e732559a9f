type Work<Answer> = {
  /** @param waiting how many wait for it at the moment */
  begin: (abandoned: AbortSignal, waiting: () => number) => Promise<Answer>
  /** Called for each who joins what another began. */
  joined?: () => void
  /** Called when it failed, for each who still waited beside the one who began. */
  failedForOthers?: (error: unknown) => void
}

type SharedRead<Answer> = { answer: Promise<Answer>; waiting: number; controller: AbortController }

/**
 * Identical reads that are under way are one: whoever asks for what is being asked already waits for that answer, and nothing is kept once it is
 * there. It is given up when nobody waits for it any more. As large as the number of reads under way, which is bounded.
 */
export class SharedReads<Answer> {
  readonly #underWay = new Map<string, SharedRead<Answer>>()

  /**
   * @param key all that the answer depends on
   * @param gone aborted when this one does not wait any longer
   */
  async read(key: string, gone: AbortSignal | null, { begin, joined, failedForOthers }: Work<Answer>): Promise<Answer> {
    // Nothing would tell that nobody waits.
    if (gone?.aborted) return begin(gone, () => 0)
    const others = this.#underWay.get(key)
    const shared = others ?? this.#begin(key, begin)
    shared.waiting += 1
    if (others) joined?.()
    const leave = () => {
      shared.waiting -= 1
      if (shared.waiting > 0) return
      this.#forget(key, shared)
      shared.controller.abort()
    }
    gone?.addEventListener('abort', leave, { once: true })
    try {
      return await shared.answer
    } catch (error) {
      if (others && !gone?.aborted) failedForOthers?.(error)
      throw error
    } finally {
      gone?.removeEventListener('abort', leave)
    }
  }

  /** Something has changed: whoever asks from here on does not join what began before. Those who wait for that go on. */
  beginAnew(): void {
    this.#underWay.clear()
  }

  #begin(key: string, begin: Work<Answer>['begin']): SharedRead<Answer> {
    const controller = new AbortController()
    const answer = begin(controller.signal, () => shared.waiting)
    const shared: SharedRead<Answer> = { controller, waiting: 0, answer }
    this.#underWay.set(key, shared)
    const forget = () => this.#forget(key, shared)
    shared.answer.then(forget, forget)
    return shared
  }

  #forget(key: string, shared: SharedRead<Answer>): void {
    if (this.#underWay.get(key) === shared) this.#underWay.delete(key)
  }
}
