/** What Stats keeps of the posts database: columns of a table of ClickHouse, and the statement that gives them for the posts from $1 to $2. */
export type Transfer = { table: string; columns: string; sql: string }

const nil = `'00000000-0000-0000-0000-000000000000'`
const text = (time: string) => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')`
const these = 'JOIN growth.posts g ON g.n >= $1 AND g.n < $2'

export const transfersOfPosts: readonly Transfer[] = [
  {
    table: 'post_states',
    columns: 'post_id, author_id, visibility, deleted, tags, created_at, updated_at, version',
    sql: `SELECT p.id, p.author_id, p.visibility, 'false',
        (SELECT '[' || coalesce(string_agg('''' || t.name || '''', ',' ORDER BY pt.position), '') || ']'
         FROM post_tags pt JOIN tags t ON t.id = pt.tag_id WHERE pt.post_id = p.id),
        ${text('p.created_at')}, ${text('p.updated_at')}, p.version
      FROM posts p ${these} AND g.id = p.id`,
  },
  {
    table: 'comment_states',
    columns: 'comment_id, post_id, parent_id, author_id, deleted, created_at, updated_at, version',
    sql: `SELECT c.id, c.post_id, coalesce(c.parent_id, ${nil}), c.author_id, 'false', ${text('c.created_at')}, ${text('c.updated_at')}, c.version
      FROM comments c ${these} AND g.id = c.post_id`,
  },
  {
    table: 'like_states',
    columns: 'post_id, comment_id, user_id, author_id, active, time, version',
    sql: `SELECT l.post_id, ${nil}, l.user_id, g.author_id, l.active, ${text('l.changed_at')}, l.version
      FROM post_likes l ${these} AND g.id = l.post_id
      UNION ALL
      SELECT c.post_id, c.id, l.user_id, c.author_id, l.active, ${text('l.changed_at')}, l.version
      FROM comment_likes l JOIN comments c ON c.id = l.comment_id ${these} AND g.id = c.post_id`,
  },
  {
    table: 'repost_states',
    columns: 'post_id, user_id, active, time, version',
    sql: `SELECT r.post_id, r.user_id, r.active, ${text('r.changed_at')}, r.version FROM reposts r ${these} AND g.id = r.post_id`,
  },
]

/** The same of people, from number $1 to $2. */
export const transfersOfPeople: readonly Transfer[] = [
  {
    table: 'users',
    columns: 'user_id, role, status, created_at, version',
    sql: `SELECT id, 'USER', 'ACTIVE', ${text('at')}, 1 FROM growth.people WHERE n >= $1 AND n < $2`,
  },
  {
    table: 'profiles',
    columns: 'user_id, handle, display_name, version',
    sql: `SELECT id, handle, name, 1 FROM growth.people WHERE n >= $1 AND n < $2`,
  },
  {
    table: 'follow_states',
    columns: 'followed_id, follower_id, active, time, version',
    sql: `SELECT f.followed_id, f.follower_id, f.active, ${text('f.changed_at')}, f.version
      FROM follows f JOIN (
        SELECT id, n FROM growth.people UNION ALL SELECT id, place FROM growth.readers
      ) AS who ON who.id = f.follower_id WHERE who.n >= $1 AND who.n < $2`,
  },
]
