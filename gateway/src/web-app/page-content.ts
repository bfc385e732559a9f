import type { PageHead } from './page-head.ts'

/** Runs an operation as the anonymous viewer. */
export type AskAnonymously = (
  query: string,
  variables: Record<string, unknown>,
) => Promise<{ data: unknown; hasErrors: boolean }>

/** What is known of a page before the app runs: its head, that there is none such, or nothing. */
export type PageContent = { kind: 'found'; head: PageHead } | { kind: 'absent' } | { kind: 'unknown' }

export const postQuery = 'query PageOfPost($id: ID!) { post(id: $id) { id title excerpt } }'
export const personQuery = 'query PageOfPerson($handle: String!) { user(handle: $handle) { handle displayName bio } }'

const postPath = /^\/p\/([0-9a-fA-F-]{36})(?:\/(?:c\/[^/]+|statistics))?\/?$/
const personPath = /^\/u\/([A-Za-z0-9_]{1,30})(?:\/(?:followers|following))?\/?$/

/** Looks up what a path shows, always as the anonymous viewer: HTML is the same for everybody. */
export async function readPageContent(path: string, ask: AskAnonymously): Promise<PageContent> {
  const postId = postPath.exec(path)?.[1]
  if (postId !== undefined) return headOf(await ask(postQuery, { id: postId }), 'post', (post) => postHead(post))
  const handle = personPath.exec(path)?.[1]
  if (handle !== undefined) return headOf(await ask(personQuery, { handle }), 'user', (user) => personHead(user))
  return { kind: 'unknown' }
}

type Fields = Readonly<Record<string, unknown>>

function headOf(
  answer: { data: unknown; hasErrors: boolean },
  field: string,
  make: (fields: Fields) => PageHead,
): PageContent {
  const found: unknown = isFields(answer.data) ? answer.data[field] : undefined
  if (isFields(found)) return { kind: 'found', head: make(found) }
  return found === null && !answer.hasErrors ? { kind: 'absent' } : { kind: 'unknown' }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const postHead = ({ id, title, excerpt }: Fields): PageHead => ({
  title: text(title),
  description: text(excerpt),
  type: 'article',
  path: `/p/${text(id)}`,
})

const personHead = ({ handle, displayName, bio }: Fields): PageHead => ({
  title: `${text(displayName)} (@${text(handle)})`,
  description: text(bio),
  type: 'profile',
  path: `/u/${text(handle)}`,
})
