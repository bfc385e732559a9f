import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import type { Rendered } from '../markdown/render-markdown.ts'
import { isSaid } from '../visibility/visibility.ts'

const staleRow = z.object({ id: z.string(), body: z.string() })
export type StaleText = z.output<typeof staleRow>

export type TextTable = 'posts' | 'comments'

/** What earlier renderers wrote. Its rows' versions and times are those of what people did, so they stay as they are. */
export class RerenderRepository {
  /** Locks some; those that another replica has, or that somebody is changing, are left for later. */
  lockStale(tx: Sql, table: TextTable, version: number, limit: number): Promise<StaleText[]> {
    const stale =
      table === 'posts'
        ? sql`
          SELECT id, body FROM posts WHERE renderer_version < ${version}
          ORDER BY renderer_version LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`
        : sql`
          SELECT c.id, c.body FROM comments c WHERE c.renderer_version < ${version} AND ${isSaid}
          ORDER BY c.renderer_version LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`
    return select(tx, staleRow, stale)
  }

  async keep(tx: Sql, table: TextTable, id: string, { html, text, excerpt }: Rendered, version: number): Promise<void> {
    if (table === 'posts')
      await tx.$executeRaw`
        UPDATE posts SET body_html = ${html}, body_text = ${text}, excerpt = ${excerpt}, renderer_version = ${version}
        WHERE id = ${id}::uuid`
    else
      await tx.$executeRaw`
        UPDATE comments SET body_html = ${html}, renderer_version = ${version} WHERE id = ${id}::uuid`
  }
}
