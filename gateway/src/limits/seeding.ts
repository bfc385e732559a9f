import type { Viewer } from '@forum/graphql-kit'

const seedingMutations: ReadonlySet<string> = new Set(['seedUsers', 'seedContent'])

/** Whether an admin seeds, and nothing else: it is much work on purpose, and subgraphs refuse it where SEEDING is off. */
export const isSeeding = (viewer: Viewer | null, fields: readonly string[]): boolean =>
  viewer?.role === 'ADMIN' && fields.length > 0 && fields.every((name) => seedingMutations.has(name))
