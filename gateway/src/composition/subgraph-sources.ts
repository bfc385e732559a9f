import { join } from 'node:path'
import { assembleSdl } from '@forum/graphql-kit'
import type { SubgraphSdl } from './compose-supergraph.ts'

const subgraphNames = ['auth', 'posts', 'stats']

/** The SDL of each subgraph as its files on disk say it. */
export const readSubgraphSources = (root: string): SubgraphSdl[] =>
  subgraphNames.map((name) => ({ name, sdl: assembleSdl({ directory: join(root, 'subgraphs', name, 'src/modules') }) }))
