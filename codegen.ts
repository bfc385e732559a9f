import { existsSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { CodegenConfig } from '@graphql-codegen/cli'
import { assembleSdl } from './packages/graphql-kit/src/assemble-sdl.ts'

// The types of each subgraph's resolvers, from its own SDL, into <subgraph>/src/generated/graphql.ts. Run inside a subgraph it makes that
// one's only. `src/mappers.ts` says what resolvers pass around for a type: `export type PostMapper = …` for type Post.

const root = import.meta.dirname
const subgraphs = ['auth', 'posts', 'stats'].filter((name) =>
  existsSync(resolve(root, 'subgraphs', name, 'src/modules')),
)
const here = /^subgraphs\/(\w+)/.exec(relative(root, process.cwd()))?.[1]

const mappersOf = (directory: string): Record<string, string> => {
  const file = resolve(directory, 'src/mappers.ts')
  if (!existsSync(file)) return {}
  const names = [...readFileSync(file, 'utf8').matchAll(/export (?:type|interface) (\w+)Mapper\b/g)].map((match) =>
    String(match[1]),
  )
  return Object.fromEntries(names.map((name) => [name, `../mappers.ts#${name}Mapper`]))
}

const generates = Object.fromEntries(
  subgraphs
    .filter((name) => here === undefined || name === here)
    .map((name) => {
      const directory = resolve(root, 'subgraphs', name)
      return [
        resolve(directory, 'src/generated/graphql.ts'),
        {
          schema: assembleSdl({ directory: resolve(directory, 'src/modules') }),
          plugins: ['typescript', 'typescript-resolvers'],
          config: {
            federation: true,
            contextType: '../context.ts#Context',
            mappers: mappersOf(directory),
            useTypeImports: true,
            enumsAsTypes: true,
            immutableTypes: false,
            resolversNonOptionalTypename: { unionMember: true },
            scalars: {
              ID: { input: 'string', output: 'string' },
              DateTime: { input: 'Date', output: 'Date | string' },
              Date: { input: 'string', output: 'string' },
              Long: { input: 'number', output: 'number | bigint' },
            },
          },
        },
      ]
    }),
)

const config: CodegenConfig = { generates }
export default config
