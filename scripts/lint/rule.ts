/** The part of ESLint's rule interface (which oxlint speaks) that the rules here use. */
export type LintNode = { type: string; [key: string]: unknown }

type RuleContext = {
  filename: string
  cwd: string
  report(problem: { node: LintNode; message: string }): void
}

export type Rule = {
  meta: { type: 'problem'; docs: { description: string } }
  create(context: RuleContext): Record<string, (node: LintNode) => void>
}
