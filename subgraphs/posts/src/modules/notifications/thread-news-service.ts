import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { indexBy } from '../../database/page-loader.ts'
import { noticeId } from './notice-id.ts'
import type { News, ThreadNewsRepository, Watcher } from './thread-news-repository.ts'

export type ThreadNewsDeps = { database: Database; news: ThreadNewsRepository; clock: Clock }

/** Inboxes are held until the batch is committed, so it is short. */
const batchSize = 200

/**
 * Tells those who watch a thread of its new comments, a batch in a transaction, apart from the comment's own: that one does not wait for ten
 * thousand watchers. Any number of replicas share the work; what one leaves when it is stopped, another goes on with.
 */
export class ThreadNewsService {
  readonly #deps: ThreadNewsDeps

  constructor(deps: ThreadNewsDeps) {
    this.#deps = deps
  }

  /** Until there is no news, or others have what there is. */
  async tellAll(): Promise<void> {
    while (await this.#tellSome());
  }

  async #tellSome(): Promise<boolean> {
    const { database, news } = this.#deps
    return database.transaction(async (tx) => {
      const found = await news.lockNext(tx)
      if (!found) return false
      const merged = isBegun(found) ? null : await news.merge(tx, found)
      const next = merged && merged > found.until ? { ...found, until: merged } : found
      const watchers = await news.watchers(tx, next, batchSize)
      const last = watchers.at(-1)
      if (last && watchers.length === batchSize) await news.goOn(tx, next, last.personId)
      else await news.end(tx, next)
      await this.#tell(
        tx,
        next,
        watchers.filter((watcher) => watcher.isDue),
      )
      return true
    })
  }

  async #tell(tx: Parameters<ThreadNewsRepository['tell']>[0], next: News, watchers: readonly Watcher[]) {
    if (watchers.length === 0) return
    const { news, clock } = this.#deps
    const byPerson = indexBy(watchers, (watcher) => watcher.personId)
    const opened = await news.open(tx, [...byPerson.keys()], clock.now())
    const told = opened.flatMap(({ personId, at }) => {
      const toldUpTo = byPerson.get(personId)?.toldUpTo
      const cause = `THREAD ${next.postId} ${toldUpTo?.toISOString()}`
      return toldUpTo ? [{ personId, at, toldUpTo, id: noticeId(cause, personId) }] : []
    })
    await news.tell(tx, next, told)
  }
}

const isBegun = ({ afterPerson }: News): boolean => afterPerson !== '00000000-0000-0000-0000-000000000000'
