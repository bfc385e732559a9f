import { type GraphQLSchema, Kind, parse, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql'

export type Sent = { text: string; variables: Record<string, unknown> }

/**
 * An operation with its strings as variables, as programs send it. What differs between two worlds are strings, so both are one text, which
 * the gateway plans (and charges) once.
 */
export function withVariables(schema: GraphQLSchema, document: string): Sent {
  const types = new TypeInfo(schema)
  const variables: Sent['variables'] = {}
  const declared: string[] = []
  const operation = visit(
    parse(document, { noLocation: true }),
    visitWithTypeInfo(types, {
      [Kind.STRING]: ({ value }) => {
        const type = types.getInputType()
        if (!type) return undefined
        const name = `s${declared.length}`
        variables[name] = value
        declared.push(`$${name}: ${String(type)}`)
        return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } }
      },
    }),
  )
  if (declared.length === 0) return { text: document, variables }
  const text = print(operation)
  const [kind = ''] = /^(query|mutation|)/.exec(text) ?? []
  return { text: `${kind || 'query'}(${declared.join(', ')}) ${text.slice(kind.length)}`, variables }
}
