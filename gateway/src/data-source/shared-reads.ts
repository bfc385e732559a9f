type SharedRead<Answer> = { answer: Promise<Answer>; waiting: number; controller: AbortController }

/**
 * Identical reads that are under way are one: whoever asks for what is being asked already waits for that answer. It is given up when
 * nobody waits for it any more. As large as the number of reads under way, which is bounded.
 */
export class SharedReads<Answer> {
  readonly #underWay = new Map<string, SharedRead<Answer>>()

  /**
   * @param key all that the answer depends on
   * @param gone aborted when this one does not wait any longer
   */
  async read(
    key: string,
    gone: AbortSignal | null,
    begin: (abandoned: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const shared = this.#underWay.get(key) ?? this.#begin(key, begin)
    shared.waiting += 1
    const leave = () => {
      shared.waiting -= 1
      if (shared.waiting > 0) return
      this.#forget(key, shared)
      shared.controller.abort()
    }
    gone?.addEventListener('abort', leave, { once: true })
    try {
      return await shared.answer
    } finally {
      gone?.removeEventListener('abort', leave)
    }
  }

  #begin(key: string, begin: (abandoned: AbortSignal) => Promise<Answer>): SharedRead<Answer> {
    const controller = new AbortController()
    const shared = { controller, waiting: 0, answer: begin(controller.signal) }
    this.#underWay.set(key, shared)
    const forget = () => this.#forget(key, shared)
    shared.answer.then(forget, forget)
    return shared
  }

  #forget(key: string, shared: SharedRead<Answer>): void {
    if (this.#underWay.get(key) === shared) this.#underWay.delete(key)
  }
}
