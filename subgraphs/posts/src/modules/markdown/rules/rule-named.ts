import type { Ruler } from 'markdown-it'

/** A rule of the parser's own, to be wrapped. */
export function ruleNamed<Args extends unknown[], Result>(
  ruler: Ruler<Args, Result>,
  name: string,
): (...args: Args) => Result {
  const rule = ruler.__rules__[ruler.__find__(name)]
  if (!rule) throw new Error(`the Markdown parser has no rule ${name}`)
  return rule.fn
}
