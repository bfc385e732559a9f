import { brokenBoundary } from './boundary-rules.ts'
import type { LintNode, Rule } from './rule.ts'
import { importedPath, placeOf, repositoryPath } from './source-path.ts'

/** Reports an import that crosses a boundary of the design; the boundaries themselves are in boundary-rules.ts. */
export const boundaries: Rule = {
  meta: { type: 'problem', docs: { description: 'Dependencies point one way: resolvers, service, repository.' } },
  create(context) {
    const importer = placeOf(repositoryPath(context.filename, context.cwd))
    const check = (node: LintNode) => {
      const specifier = specifierOf(node)
      const target = specifier && importedPath(specifier, importer.path)
      const message = target && brokenBoundary(importer, placeOf(target), isTypeOnly(node))
      if (message) context.report({ node, message })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      TSImportType: check,
    }
  },
}

function isTypeOnly(node: LintNode): boolean {
  return node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType'
}

function specifierOf(node: LintNode): string | null {
  const source = node.source as { value?: unknown } | null | undefined
  return typeof source?.value === 'string' ? source.value : null
}
