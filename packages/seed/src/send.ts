import { type ForumClient, ForumError } from '@forum/forum-client'
import { z } from 'zod'
import type { Life } from './life/actions.ts'

/** Items a mutation may carry; the forum refuses more (see seedUsers and seedContent in docs/schema.graphql). */
const batch = {
  users: 200,
  posts: 200,
  comments: 500,
  likes: 1_000,
  reposts: 1_000,
  follows: 1_000,
  views: 1_000,
} as const
type Kind = keyof typeof batch

const outcomeShape = z.object({
  __typename: z.string(),
  created: z.number().optional(),
  existing: z.number().optional(),
  message: z.string().optional(),
  retryAfterSeconds: z.number().optional(),
  fields: z.array(z.object({ path: z.array(z.string()), message: z.string() })).optional(),
})
const fragment = `__typename ... on Problem { message } ... on InvalidInput { fields { path message } }`
const seedUsers = `mutation SeedUsers($input: SeedUsersInput!) { outcome: seedUsers(input: $input) { ... on SeedUsersSuccess { created existing } ${fragment} } }`
const seedContent = `mutation SeedContent($input: SeedContentInput!) { outcome: seedContent(input: $input) { ... on SeedContentSuccess { created existing } ${fragment} } }`

/** Views stand apart: only the statistics know which they have had, and count each once. */
export type Sent = { created: number; existing: number; views: number }
export type Progress = (done: number, total: number, what: Kind) => void

/**
 * Sends a life through the gateway: people first, then what they did, each kind in order of time and in bounded batches.
 * Everything is idempotent by id, so a run that was cut off is simply repeated.
 */
export async function sendLife(client: ForumClient, life: Life, progress: Progress): Promise<Sent> {
  const total = Object.values(life).reduce((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0)
  const sent: Sent = { created: 0, existing: 0, views: 0 }
  let done = 0
  for (const [kind, items] of inputs(life)) {
    for (let from = 0; from < items.length; from += batch[kind]) {
      const part = items.slice(from, from + batch[kind])
      const outcome = await sendBatch(client, kind, part)
      if (kind === 'views') sent.views += part.length
      else {
        sent.created += outcome.created
        sent.existing += outcome.existing
      }
      done += part.length
      progress(done, total, kind)
    }
  }
  return sent
}

function inputs(life: Life): [Kind, readonly object[]][] {
  return [
    [
      'users',
      life.people.map(({ id, handle, displayName, bio, createdAt }) => ({ id, handle, displayName, bio, createdAt })),
    ],
    ['follows', life.follows],
    [
      'posts',
      life.posts.map(({ id, authorId, title, body, tags, visibility, createdAt }) => ({
        id,
        authorId,
        title,
        body,
        tags,
        visibility,
        createdAt,
      })),
    ],
    ['comments', life.comments],
    ['likes', life.likes],
    ['reposts', life.reposts],
    ['views', life.views],
  ]
}

async function sendBatch(client: ForumClient, kind: Kind, items: readonly object[]): Promise<Omit<Sent, 'views'>> {
  const shape = z.object({ outcome: outcomeShape.nullable() })
  const query = kind === 'users' ? seedUsers : seedContent
  const { outcome } = await client.ask(query, { input: { [kind]: items } }, shape)
  if (outcome?.created === undefined || outcome.existing === undefined) throw new ForumError(refusal(kind, outcome))
  return { created: outcome.created, existing: outcome.existing }
}

function refusal(kind: Kind, outcome: z.output<typeof outcomeShape> | null): string {
  const where = outcome?.fields?.slice(0, 3).map((field) => `${field.path.join('.')}: ${field.message}`) ?? []
  return [`The forum refused a batch of ${kind}: ${outcome?.message ?? 'no answer'}`, ...where].join('\n  ')
}
