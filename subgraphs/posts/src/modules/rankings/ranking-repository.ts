import type { RankingName, RankingPart } from '@forum/events'
import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { time } from '../../database/columns.ts'

const snapshotRow = z.object({ id: z.string(), as_of: time }).transform(({ id, as_of: asOf }) => ({ id, asOf }))

/** A whole one, and the last moment of which Stats says that it is right. */
export type Snapshot = z.output<typeof snapshotRow>

export class RankingRepository {
  /** Keeps a part with its posts. Done again it changes nothing. */
  async keepPart(tx: Sql, { ranking, snapshot, part, parts, asOf, posts }: RankingPart): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO ranking_snapshots AS known (id, ranking, parts, arrived, taken_at, as_of)
      VALUES (${snapshot}::uuid, ${ranking}, ${parts}, ARRAY[${part}::integer], ${asOf}::timestamptz, ${asOf}::timestamptz)
      ON CONFLICT (id) DO UPDATE SET arrived = known.arrived || excluded.arrived
        WHERE NOT known.arrived @> excluded.arrived`
    await tx.$executeRaw`
      INSERT INTO ranked_posts (snapshot_id, post_id, score, likes, comments, reposts, people)
      SELECT ${snapshot}::uuid, "postId", score, likes, comments, reposts, people
      FROM jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) AS t("postId" uuid, score bigint, likes integer,
        comments integer, reposts integer, people integer)
      ON CONFLICT (snapshot_id, post_id) DO NOTHING`
  }

  /** That a snapshot is right still. */
  async confirm(tx: Sql, { snapshot, asOf }: Pick<RankingPart, 'snapshot' | 'asOf'>): Promise<void> {
    await tx.$executeRaw`
      UPDATE ranking_snapshots SET as_of = greatest(as_of, ${asOf}::timestamptz) WHERE id = ${snapshot}::uuid`
  }

  /** Deletes the snapshots of a ranking of which the next whole one was taken before a time. */
  async deleteSuperseded(tx: Sql, ranking: RankingName, before: Date): Promise<void> {
    await tx.$executeRaw`
      DELETE FROM ranking_snapshots AS old
      WHERE old.ranking = ${ranking} AND EXISTS (
        SELECT FROM ranking_snapshots next
        WHERE next.ranking = ${ranking} AND next.whole AND next.taken_at <= ${before.toISOString()}::timestamptz
          AND (next.taken_at, next.id) > (old.taken_at, old.id)
      )`
  }

  async newest(db: Sql, ranking: RankingName): Promise<Snapshot | null> {
    const [found] = await select(
      db,
      snapshotRow,
      sql`
        SELECT id, as_of FROM ranking_snapshots WHERE ranking = ${ranking} AND whole
        ORDER BY taken_at DESC, id DESC LIMIT 1`,
    )
    return found ?? null
  }

  /** One that a walk began in, if it is there still. */
  async find(db: Sql, ranking: RankingName, id: string): Promise<Snapshot | null> {
    const [found] = await select(
      db,
      snapshotRow,
      sql`SELECT id, as_of FROM ranking_snapshots WHERE id = ${id}::uuid AND ranking = ${ranking} AND whole`,
    )
    return found ?? null
  }
}
