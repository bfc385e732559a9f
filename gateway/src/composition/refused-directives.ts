import { type DocumentNode, Kind, visit } from 'graphql'

// What this gateway refuses to load or silently ignores. A schema that relies on one of these would promise what nobody keeps.
const refused: Record<string, string> = {
  authenticated: 'this gateway does not enforce it; check signedIn(viewer) in the service',
  requiresScopes: 'this gateway does not enforce it; check the viewer in the service',
  policy: 'this gateway does not enforce it; check the viewer in the service',
  context: 'this gateway cannot execute it; pass an argument or @requires a field',
  fromContext: 'this gateway cannot execute it; pass an argument or @requires a field',
  cost: 'nothing here enforces it; limits are those of gateway/src/limits',
  listSize: 'nothing here enforces it; limits are those of gateway/src/limits',
}

/** One sentence for each use of a directive that the gateway would not honour. */
export function refusedDirectives(subgraph: string, sdl: DocumentNode): string[] {
  const problems: string[] = []
  visit(sdl, {
    [Kind.DIRECTIVE]: (node) => {
      const name = node.name.value
      const why = refused[name]
      if (why) problems.push(`${subgraph} uses @${name}: ${why}.`)
      if (name === 'override' && node.arguments?.some((argument) => argument.name.value === 'label'))
        problems.push(
          `${subgraph} uses a progressive @override: this gateway ignores its label; move the field in one step.`,
        )
    },
  })
  return problems
}
