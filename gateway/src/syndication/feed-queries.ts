import { z } from 'zod'

// Texts are left out with `$whole: false`, when all of them together are more than one answer may have.

const page = '{ edges { node { ...Entry } } pageInfo { hasNextPage endCursor } }'
const entry = `
  fragment Entry on Post {
    id title excerpt bodyHtml @include(if: $whole) createdAt updatedAt author { handle displayName } tags { name }
  }`
const variables = '$first: Int!, $after: String, $whole: Boolean!'

export const queries = {
  all: `query FeedOfAll(${variables}) { feed(kind: LATEST, first: $first, after: $after) ${page} } ${entry}`,
  tag: `query FeedOfTag($tag: String!, ${variables}) {
    tag(name: $tag) { name }
    feed(kind: LATEST, tag: $tag, first: $first, after: $after) ${page}
  } ${entry}`,
  person: `query FeedOfPerson($handle: String!, ${variables}) {
    user(handle: $handle) { handle displayName bio createdAt posts(first: $first, after: $after) ${page} }
  } ${entry}`,
} as const

const time = z.iso.datetime()
const author = z.object({ handle: z.string(), displayName: z.string() })

const entryOfAnswer = z.object({
  id: z.string(),
  title: z.string(),
  excerpt: z.string(),
  bodyHtml: z.string().optional(),
  createdAt: time,
  updatedAt: time,
  author: author.nullable(),
  tags: z.array(z.object({ name: z.string() })),
})
export type FeedEntry = z.output<typeof entryOfAnswer>

const pageOfAnswer = z.object({
  edges: z.array(z.object({ node: entryOfAnswer })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
})
export type FeedPage = z.output<typeof pageOfAnswer>

export const answers = {
  all: z.object({ feed: pageOfAnswer }),
  tag: z.object({ tag: z.object({ name: z.string() }).nullable(), feed: pageOfAnswer }),
  person: z.object({ user: author.extend({ bio: z.string(), createdAt: time, posts: pageOfAnswer }).nullable() }),
} as const
