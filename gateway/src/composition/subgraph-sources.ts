import { join } from 'node:path'
import { assembleSdl } from '@forum/graphql-kit'
import type { SubgraphSdl } from './compose-supergraph.ts'

export const subgraphNames = ['auth', 'posts', 'stats'] as const
export type SubgraphName = (typeof subgraphNames)[number]

/** The SDL of each subgraph as its files on disk say it. */
export const readSubgraphSources = (root: string): SubgraphSdl[] =>
  subgraphNames.map((name) => ({ name, sdl: assembleSdl({ directory: join(root, 'subgraphs', name, 'src/modules') }) }))
