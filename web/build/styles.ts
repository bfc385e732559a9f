export type Rule = { selector: string; declarations: Map<string, string> }

/** The rules of a sheet without nesting, inside at-rules too; of a property said twice the last one holds. */
export function rulesOf(css: string): Rule[] {
  const bare = css.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  return [...bare.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
    selector: selector.trim().replaceAll(/\s+/g, ' '),
    declarations: new Map(
      body
        .split(';')
        .map((line) => line.split(/:([\s\S]*)/))
        .flatMap(([property, value]) => (property && value ? [[property.trim(), value.trim()] as const] : [])),
    ),
  }))
}
