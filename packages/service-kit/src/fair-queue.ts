export type QueueBounds = {
  /** Items of one sender. */
  ofSender: number
  /** Of all together, in what their sizes count. */
  size: number
}

type Entry<Item> = { item: Item; size: number }

/** A queue for each sender; one after the other has its turn, so that whoever sends many waits for them, and nobody else does. */
export class FairQueue<Item> {
  readonly #bounds: QueueBounds
  /** The first is next. */
  readonly #senders = new Map<string, Entry<Item>[]>()
  #size = 0

  /** @param bounds what `refusal` goes by; none, where those who wait are bounded already */
  constructor(bounds: QueueBounds = { ofSender: Number.POSITIVE_INFINITY, size: Number.POSITIVE_INFINITY }) {
    this.#bounds = bounds
  }

  get isEmpty(): boolean {
    return this.#senders.size === 0
  }

  /** What keeps one more from waiting: the sender has enough waiting, or all together have. */
  refusal(sender: string, size: number): 'sender' | 'full' | null {
    if ((this.#senders.get(sender)?.length ?? 0) >= this.#bounds.ofSender) return 'sender'
    return this.#size > 0 && this.#size + size > this.#bounds.size ? 'full' : null
  }

  add(sender: string, item: Item, size: number): void {
    const waiting = this.#senders.get(sender) ?? []
    waiting.push({ item, size })
    this.#senders.set(sender, waiting)
    this.#size += size
  }

  /** The next; its sender goes to the end of the line. */
  take(): Item | undefined {
    for (const [sender, waiting] of this.#senders) {
      const next = waiting.shift()
      this.#senders.delete(sender)
      if (waiting.length > 0) this.#senders.set(sender, waiting)
      this.#size -= next?.size ?? 0
      return next?.item
    }
    return undefined
  }
}
