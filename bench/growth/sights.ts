import type { Client } from 'pg'

/** What there is to read in a grown forum: ids of posts, and the author with the most followers. */
export type Sights = {
  longThread: string
  loved: string
  /** Posts with a few comments. */
  usual: string[]
  /** Posts with some ten likes. */
  tenLikes: string[]
  /** Posts whose numbers are compared. */
  sample: string[]
  famous: string
}

/** Finds them, and removes what was there to make everything else by. */
export async function leaveSights(posts: Client): Promise<Sights> {
  const ids = async (condition: string, limit: number): Promise<string[]> => {
    const { rows } = await posts.query<{ id: string }>(
      `SELECT id FROM growth.posts CROSS JOIN growth.settings WHERE is_public AND ${condition} ORDER BY growth.h(n, 70) LIMIT ${limit}`,
    )
    return rows.map(({ id }) => id)
  }
  const [longThread] = await ids('n = long_thread', 1)
  const [loved] = await ids('n = loved', 1)
  if (!longThread || !loved) throw new Error('the posts with the most comments and likes were not made')
  const sights = {
    longThread,
    loved,
    usual: await ids('comments BETWEEN 4 AND 8', 40),
    tenLikes: await ids('likes BETWEEN 9 AND 11', 20),
    sample: [longThread, loved, ...(await ids('n NOT IN (long_thread, loved)', 198))],
    famous: 'person_0',
  }
  await posts.query('DROP SCHEMA growth CASCADE')
  return sights
}
