import type { LintNode, Rule } from './rule.ts'

// A query that reads posts or comments composes the conditions of visibility.ts, which say who sees which; one condition for each table that it
// reads. Conditions of its own would be forgotten when those change.

/** What is exported there and says only whom a reader does not want to meet: no condition of who may see. */
const saysNotWhoSees =
  /^(isMet|isNotBlocked|isOpenTo|wasMet|isMetInFeeds|hiddenReason|hidesAnything|authorOf|isModerator|seenBeforeAndAfter|Reader|AddressReader|FeedReader)$/

/** Reads that look at everything, by file and by the function or constant that holds them. */
const looksAtAll: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'posts/post-repository.ts': {
    heads: 'locks, for who takes back what they did where they see nothing any more, and seeding',
    content: 'a post that its author edits, which was looked for among the visible and is locked',
  },
  'comments/comment-repository.ts': {
    postOf: 'to lock the post of a comment, which is then looked for among the visible',
    find: 'comments of a post that was looked for among the visible and is locked, and seeding',
    ofComment: 'the post of a parent, which the list then asks for',
  },
  'emptying/emptying-repository.ts': {
    lockDue: 'deleted texts, which nobody sees',
    lockDeletedOf: 'deleted texts, which nobody sees',
    emptyComments: 'texts under a deleted post, which nobody sees',
  },
  'moderation/removal-repository.ts': {
    textsOf:
      'what a moderator acts upon, which was looked for among what they see and is locked, or all that somebody wrote',
  },
  'rerendering/rerender-repository.ts': { lockStale: 'every text is rendered anew, whoever sees it' },
  'search/search-repository.ts': {
    posts: 'the day of the oldest post alone is asked of all; where matches are read, they are asked for',
  },
}

const reading = /\b(?:FROM|JOIN)\s+(?:posts|comments|post_search)\b/g
const place = /subgraphs\/posts\/src\/modules\/(?!visibility\/)(.+)$/

export const visibleRows: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'Queries of posts and comments compose the conditions of visibility.' },
  },
  create: (context): Record<string, (node: LintNode) => void> => {
    const file = place.exec(context.filename.replaceAll('\\', '/'))?.[1]
    if (file === undefined || file.endsWith('.test.ts')) return {}
    const conditions = new Set<string>()
    const found: LintNode[] = []
    return {
      ImportDeclaration: (node) => {
        if (!/\bvisibility\.ts$/.test(String(nodeAt(node, 'source')?.['value']))) return
        for (const name of identifiers(node['specifiers'])) if (!saysNotWhoSees.test(name)) conditions.add(name)
      },
      // A constant that is made of a condition is one.
      VariableDeclarator: (node) => {
        const name = nodeAt(node, 'id')?.['name']
        if (typeof name === 'string' && identifiers(node['init']).some((one) => conditions.has(one)))
          conditions.add(name)
      },
      TemplateLiteral: (node) => {
        found.push(node)
      },
      'Program:exit': () => {
        const known = looksAtAll[file] ?? {}
        const used = new Set<string>()
        for (const node of found) {
          const expressions: unknown[] = Array.isArray(node['expressions']) ? node['expressions'] : []
          const asked = expressions.filter((each) => identifiers(each).some((name) => conditions.has(name))).length
          const reads = [...textOf(node).matchAll(reading)].length
          if (reads <= asked) continue
          const holders = holdersOf(node).filter((name) => name in known)
          for (const name of holders) used.add(name)
          if (holders.length === 0)
            context.report({
              node,
              message: `It reads posts or comments ${reads} times and composes ${asked} conditions of visibility.ts, which say who sees them.`,
            })
        }
        const [first] = found
        const stale = Object.keys(known).filter((name) => !used.has(name))
        if (first && stale.length > 0)
          context.report({
            node: first,
            message: `visible-rows lists ${stale.join(', ')}, which no longer looks at everything.`,
          })
      },
    }
  },
}

const isNode = (value: unknown): value is LintNode => typeof value === 'object' && value !== null && 'type' in value

function nodeAt(node: LintNode, key: string): LintNode | null {
  const value = node[key]
  return isNode(value) ? value : null
}

/** The names in a piece of code, those in templates within it included. */
function identifiers(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(identifiers)
  if (!isNode(value)) return []
  if (value.type === 'Identifier') return [String(value['name'])]
  return Object.entries(value).flatMap(([key, below]) => (key === 'parent' ? [] : identifiers(below)))
}

function textOf(node: LintNode): string {
  const quasis: unknown[] = Array.isArray(node['quasis']) ? node['quasis'] : []
  return quasis
    .map((each) => {
      const value = isNode(each) ? each['value'] : null
      return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : ''
    })
    .join(' $ ')
}

/** The functions and constants around a node. */
function holdersOf(node: LintNode): string[] {
  const names: string[] = []
  for (let above = nodeAt(node, 'parent'); above; above = nodeAt(above, 'parent')) {
    const name = nodeAt(above, 'key')?.['name'] ?? nodeAt(above, 'id')?.['name']
    if (typeof name === 'string') names.push(name)
  }
  return names
}
