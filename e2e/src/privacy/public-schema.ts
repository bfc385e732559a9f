import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, type GraphQLSchema } from 'graphql'

/** The schema that the gateway serves, as docs/ has it (the check keeps it equal to the composed one). */
export function publicSchema(): GraphQLSchema {
  return buildSchema(readFileSync(join(import.meta.dirname, '../../../docs/schema.graphql'), 'utf8'))
}
