import type { PageInfo } from '@forum/graphql-kit'
import type { PostId } from '../../ids.ts'
import type { Loaders } from '../../loaders.ts'
import type { Post } from './post.ts'

/** A page without the places whose post is not seen. Whatever else the request asks of its posts finds them loaded. */
export function seenPosts<Edge extends { node: Post | null }>(
  loaders: Loaders,
  { edges, pageInfo }: { edges: readonly Edge[]; pageInfo: PageInfo },
): { edges: (Edge & { node: Post })[]; pageInfo: PageInfo } {
  const seen = edges.flatMap((edge) => (edge.node ? [{ ...edge, node: edge.node }] : []))
  for (const { node } of seen) loaders.posts.prime(node.id, node)
  return { edges: seen, pageInfo }
}

/** Puts the posts of a page into its edges, in one statement. A post that vanished since the list was read leaves with its edge. */
export async function withPosts<Edge extends { postId: PostId }>(
  loaders: Loaders,
  { edges, pageInfo }: { edges: readonly Edge[]; pageInfo: PageInfo },
): Promise<{ edges: (Edge & { node: Post })[]; pageInfo: PageInfo }> {
  const nodes = await Promise.all(edges.map((edge) => loaders.posts.load(edge.postId)))
  return {
    edges: edges.flatMap((edge, index) => {
      const node = nodes[index]
      return node ? [{ ...edge, node }] : []
    }),
    pageInfo,
  }
}
