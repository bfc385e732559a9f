import { posix } from 'node:path'
import type { LintNode, Rule } from './rule.ts'
import { repositoryPath } from './source-path.ts'

const refused = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'lib', 'libs', 'shared', 'misc'])

/** A folder is named after what it holds; names that say nothing collect everything. */
export const folderNames: Rule = {
  meta: { type: 'problem', docs: { description: 'No folder called utils, helpers, common, lib or shared.' } },
  create(context): Record<string, (node: LintNode) => void> {
    const folders = posix.dirname(repositoryPath(context.filename, context.cwd)).split('/')
    const name = folders.find((folder) => refused.has(folder))
    if (!name) return {}
    const message = `A folder called '${name}' says nothing about what it holds: name it after that.`
    return { Program: (node: LintNode) => context.report({ node, message }) }
  },
}
