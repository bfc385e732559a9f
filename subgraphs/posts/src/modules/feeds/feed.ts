import type { Connection } from '@forum/graphql-kit'
import type { FeedKind, RankReason } from '../../generated/graphql.ts'
import type { Post } from '../posts/post.ts'
import type { RepostsOf } from './feed-repository.ts'

/** `node` null: the post went between two looks at it. */
export type FeedEdge = { node: Post | null; reposts: RepostsOf | null; served: FeedKind; why: RankReason | null }

export type FeedPage = Connection<FeedEdge & { cursor: string }>
export type Feed = FeedPage & { served: FeedKind }

/** A page that stopped looking before it was full goes on from there. */
export const goingOnAfter = <Page extends Pick<Connection<unknown>, 'pageInfo'>>(
  page: Page,
  endCursor: string | null,
): Page => (endCursor === null ? page : { ...page, pageInfo: { ...page.pageInfo, hasNextPage: true, endCursor } })
