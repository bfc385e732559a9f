import { type DirectiveNode, type DocumentNode, Kind, visit } from 'graphql'
import type { Values } from './execution.ts'

/** The names of the variables on which it depends what a document's operations select. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>()
  visit(document, {
    Directive(directive) {
      const name = variableOf(directive)
      if (name !== undefined) names.add(name)
    },
  })
  return [...names]
}

/** Two requests with the same text select the same fields. */
export const conditionsOf = (names: readonly string[], variables: Values): string =>
  names.map((name) => String(variables[name])).join()

function variableOf({ name, arguments: args }: DirectiveNode): string | undefined {
  if (name.value !== 'skip' && name.value !== 'include') return undefined
  const value = args?.find((argument) => argument.name.value === 'if')?.value
  return value?.kind === Kind.VARIABLE ? value.name.value : undefined
}
