import type { Resolvers } from '../../generated/graphql.ts'

export const tagResolvers = {
  Query: {
    tags: (_root, { query, first, after }, { services }) => services.tags.search(query ?? null, { first, after }),
    tag: (_root, { name }, { services }) => services.tags.named(name),
  },
  Post: {
    tags: (post, _args, { services }) => services.tags.byIds(post.tagIds),
  },
  Tag: {
    postCount: async (tag, _args, { loaders }) => tag.postCount ?? (await loaders.tagCounts.load(tag.id)) ?? 0,
  },
} satisfies Resolvers
