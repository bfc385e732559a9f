import { Buffer } from 'node:buffer'
import type { Metrics } from '@forum/service-kit'
import { LRUCache } from 'lru-cache'
import { Counter, Gauge, Histogram } from 'prom-client'
import type { PictureTask } from './drawing/picture-svg.ts'
import type { PictureThreads } from './picture-threads.ts'

const maximumBytes = 16 * 1024 * 1024
/** What an entry takes beside its bytes. */
const entryBytes = 500

/** Pictures by their version, the ones asked for lately; each is drawn once, however many ask for it at the same time. */
export class PictureStore {
  readonly #threads: Pick<PictureThreads, 'draw' | 'waiting'>
  readonly #kept = new LRUCache<string, Buffer>({
    maxSize: maximumBytes,
    sizeCalculation: ({ byteLength }) => byteLength + entryBytes,
  })
  /** As many as wait for the thread, which is bounded, and the one that it draws. */
  readonly #underWay = new Map<string, Promise<Buffer>>()
  readonly #asked: Counter<'outcome'>
  readonly #duration: Histogram

  constructor(threads: Pick<PictureThreads, 'draw' | 'waiting'>, metrics: Metrics) {
    this.#threads = threads
    this.#asked = new Counter({
      name: 'forum_gateway_pictures_total',
      help: 'Pictures of posts that were asked for: a cache hit, coalesced with one under way, or a miss, which is drawn.',
      labelNames: ['outcome'],
      registers: [metrics],
    })
    this.#duration = new Histogram({
      name: 'forum_gateway_picture_duration_seconds',
      help: 'Drawing the picture of a post, waiting for the thread included.',
      buckets: [0.02, 0.05, 0.1, 0.25, 0.5, 1, 3],
      registers: [metrics],
    })
    const kept = this.#kept
    new Gauge({
      name: 'forum_gateway_kept_pictures_bytes',
      help: 'What the pictures that are kept take.',
      registers: [metrics],
      collect() {
        this.set(kept.calculatedSize)
      },
    })
    new Gauge({
      name: 'forum_gateway_waiting_pictures',
      help: 'Pictures that wait for the thread that draws.',
      registers: [metrics],
      collect() {
        this.set(threads.waiting)
      },
    })
  }

  /**
   * @param pay called before a picture is drawn, by the first who asks for it; may throw
   * @throws Refused OVERLOADED as the thread does
   */
  async read(version: string, task: PictureTask, pay: () => void): Promise<Buffer> {
    const kept = this.#kept.get(version)
    const underWay = this.#underWay.get(version)
    if (!kept && !underWay) pay()
    this.#asked.inc({ outcome: kept ? 'hit' : underWay ? 'coalesced' : 'miss' })
    if (kept) return kept
    if (underWay) return underWay
    const drawn = this.#draw(version, task).finally(() => this.#underWay.delete(version))
    this.#underWay.set(version, drawn)
    return drawn
  }

  async #draw(version: string, task: PictureTask): Promise<Buffer> {
    const done = this.#duration.startTimer()
    try {
      const { buffer, byteOffset, byteLength } = await this.#threads.draw(task)
      const picture = Buffer.from(buffer, byteOffset, byteLength)
      this.#kept.set(version, picture)
      return picture
    } finally {
      done()
    }
  }
}
