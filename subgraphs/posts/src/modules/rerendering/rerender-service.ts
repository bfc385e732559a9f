import type { Logger } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import type { MarkdownRenderer } from '../markdown/markdown-renderer.ts'
import { type Rendered, renderAsWritten, rendererVersion } from '../markdown/render-markdown.ts'
import { maxCpuMs } from '../markdown/text-service.ts'
import type { MentionService } from '../mentions/mention-service.ts'
import type { RerenderRepository, TextTable } from './rerender-repository.ts'

export type RerenderDeps = {
  database: Database
  texts: RerenderRepository
  markdown: MarkdownRenderer
  mentions: MentionService
  logger: Logger
}

/** Few, so that whoever wants to change one of them waits for less than a second even when each takes all that it may. */
const batchSize = 5

/**
 * Renders anew what earlier versions of the renderer wrote: newest rules for all that is read, without an event, since nobody did
 * anything. Any number of replicas share the work; one that stops leaves the rest to the next start.
 */
export class RerenderService {
  readonly #deps: RerenderDeps

  constructor(deps: RerenderDeps) {
    this.#deps = deps
  }

  /** One batch of each table; how many texts there were. Zero: nothing is left, or others have it. */
  async renderBatch(): Promise<number> {
    return (await this.#batchOf('posts')) + (await this.#batchOf('comments'))
  }

  async #batchOf(table: TextTable): Promise<number> {
    const { database, texts } = this.#deps
    const outcome = await database.write(async (tx) => {
      const stale = await texts.lockStale(tx, table, rendererVersion, batchSize)
      for (const { id, body } of stale) await texts.keep(tx, table, id, await this.#render(id, body), rendererVersion)
      return { __typename: 'Rerendered' as const, count: stale.length }
    })
    return outcome.count
  }

  /** What today's rules refuse was accepted once: it is shown as it was written. */
  async #render(id: string, body: string): Promise<Rendered> {
    const { markdown, mentions, logger } = this.#deps
    const handles = [...(await mentions.namedIn(body)).keys()]
    const outcome = await markdown.render(body, { sender: 'rerendering', maxCpuMs: maxCpuMs.post, handles })
    if (outcome.status === 'rendered') return outcome.rendered
    if (outcome.status === 'busy') throw new Error('the renderer has too many texts of the same batch waiting')
    logger.info({ id, construct: outcome.refusal.construct }, 'text kept from an earlier version is shown as written')
    return renderAsWritten(body)
  }
}
