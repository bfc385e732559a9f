import type { MilestoneMetric } from '@forum/events'
import { z } from 'zod'
import type { ClickHouse, QueryParameters } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'

const read = (file: string) => readSql(import.meta.dirname, file)
const sqlOf = { posts: read('posts.sql'), users: read('users.sql') }
const sqlOfAll = { posts: read('all-posts.sql'), users: read('all-users.sql') }

const count = z.number().int().min(0)
const postRow = z.object({ postId: z.string(), userId: z.string(), likes: count, views: count })
const userRow = z.object({ userId: z.string(), followers: count })

/** A number that has reached a milestone at least: of a post, or of a person, whose `postId` is null. */
export type Reached = { postId: string | null; userId: string; metric: MilestoneMetric; value: number }

/** The numbers that milestones are about, of what is public. */
export class MilestoneCounts {
  readonly #clickhouse: ClickHouse

  constructor(clickhouse: ClickHouse) {
    this.#clickhouse = clickhouse
  }

  async ofPosts(posts: readonly string[]): Promise<Reached[]> {
    return (await this.#posts(sqlOf.posts, { posts })).flatMap(numbersOfPost)
  }

  async ofUsers(users: readonly string[]): Promise<Reached[]> {
    return (await this.#users(sqlOf.users, { users })).map(numberOfUser)
  }

  /** Of everything, some at a time. */
  async *all(max: number): AsyncGenerator<Reached[]> {
    for (let after: string | undefined = nothing; after; ) {
      const rows: PostRow[] = await this.#posts(sqlOfAll.posts, { after, max })
      yield rows.flatMap(numbersOfPost)
      after = rows.length === max ? rows.at(-1)?.postId : undefined
    }
    for (let after: string | undefined = nothing; after; ) {
      const rows: UserRow[] = await this.#users(sqlOfAll.users, { after, max })
      yield rows.map(numberOfUser)
      after = rows.length === max ? rows.at(-1)?.userId : undefined
    }
  }

  #posts(sql: string, parameters: QueryParameters): Promise<PostRow[]> {
    return this.#clickhouse.query({ sql, parameters, row: postRow, limits: 'batch' })
  }

  #users(sql: string, parameters: QueryParameters): Promise<UserRow[]> {
    return this.#clickhouse.query({ sql, parameters, row: userRow, limits: 'batch' })
  }
}

type PostRow = z.output<typeof postRow>
type UserRow = z.output<typeof userRow>

const nothing = '00000000-0000-0000-0000-000000000000'

const numbersOfPost = ({ postId, userId, likes, views }: PostRow): Reached[] => [
  { postId, userId, metric: 'LIKES', value: likes },
  { postId, userId, metric: 'VIEWS', value: views },
]

const numberOfUser = ({ userId, followers }: UserRow): Reached => ({
  postId: null,
  userId,
  metric: 'FOLLOWERS',
  value: followers,
})
