import { composeServices } from '@apollo/composition'
import { parse, printSchema } from 'graphql'
import { refusedDirectives } from './refused-directives.ts'

export type SubgraphSdl = { name: string; sdl: string }
export type Composition = { ok: true; supergraphSdl: string; publicSdl: string } | { ok: false; problems: string[] }

/**
 * Composes subgraphs offline. Errors, hints of any level (a hint is how composition says that it dropped something) and directives that
 * this gateway would not honour are problems, one sentence each.
 */
export function composeSupergraph(subgraphs: readonly SubgraphSdl[]): Composition {
  const services = subgraphs.map(({ name, sdl }) => ({ name, url: `http://${name}/graphql`, typeDefs: parse(sdl) }))
  const refused = services.flatMap(({ name, typeDefs }) => refusedDirectives(name, typeDefs))
  if (refused.length > 0) return { ok: false, problems: refused }
  const composed = composeServices(services)
  if (composed.errors) return { ok: false, problems: composed.errors.map((error) => error.message) }
  if (composed.hints.length > 0)
    return { ok: false, problems: composed.hints.map((hint) => `${hint.definition.code}: ${hint.message}`) }
  return {
    ok: true,
    supergraphSdl: `${composed.supergraphSdl.trim()}\n`,
    publicSdl: `${printSchema(composed.schema.toAPISchema().toGraphQLJSSchema()).trim()}\n`,
  }
}
