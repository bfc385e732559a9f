import pg from 'pg'

const batch = 200
const beginning = '00000000-0000-0000-0000-000000000000'

/**
 * Brings over what was written before the migrations: posts and people into search, which is done once because triggers keep what comes later, the
 * threads that people wrote in among those that they watch, and tags to their one spelling. In batches of their own transactions, so that it may run beside a serving forum; what is there already is left
 * alone, and it may be ended and run again.
 */
export async function catchUp(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await once(client, 'posts in search', () =>
      walk(client, 'SELECT forum_search_catch_up($1::uuid, $2::integer) AS last'),
    )
    await once(client, 'people in search', () =>
      walk(client, 'SELECT forum_search_catch_up_people($1::uuid, $2::integer) AS last'),
    )
    await once(client, 'threads watched by who wrote in them', () =>
      walk(client, 'SELECT forum_watch_written($1::uuid, $2::integer) AS last'),
    )
    const { rows } = await client.query<{ id: string }>('SELECT id FROM forum_wrong_tags() AS id')
    for (const { id } of rows) await client.query('SELECT forum_normalise_tag($1::uuid)', [id])
  } finally {
    await client.end()
  }
}

/** Of several at the same moment each may do it, and one notes it. */
async function once(client: pg.Client, name: string, work: () => Promise<void>): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM catch_ups WHERE name = $1', [name])
  if (rowCount) return
  await work()
  await client.query('INSERT INTO catch_ups (name, done_at) VALUES ($1, now()) ON CONFLICT (name) DO NOTHING', [name])
}

async function walk(client: pg.Client, statement: string): Promise<void> {
  let last: string | null = beginning
  while (last !== null) {
    const { rows }: { rows: { last: string | null }[] } = await client.query(statement, [last, batch])
    last = rows[0]?.last ?? null
  }
}
