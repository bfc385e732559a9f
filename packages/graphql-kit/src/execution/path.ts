import type { GraphQLResolveInfo } from 'graphql'

/** Where something stands in the answer, from there upwards; undefined is the whole answer. */
export type Path = GraphQLResolveInfo['path']
