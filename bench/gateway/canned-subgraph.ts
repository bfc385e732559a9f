import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql'

/** A subgraph as it is executed when something is asked for the first time. */
export type CannedSubgraph = { schema: GraphQLSchema; fieldResolver: GraphQLFieldResolver<unknown, unknown> }
