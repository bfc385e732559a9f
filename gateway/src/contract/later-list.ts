/** A name of docs/contract-later.txt with the line it stands on. */
export type LaterEntry = { name: string; line: number }

const shape = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*(\([A-Za-z_]\w*\))?|\|[A-Za-z_]\w*)?$/

/**
 * Reads the list of what is promised for later: one name a line, `#` begins a comment.
 *
 * @throws Error for a line that is no name, or for a name that stands twice
 */
export function readLaterList(text: string): LaterEntry[] {
  const entries = text
    .split('\n')
    .map((raw, index) => ({ name: raw.replace(/#.*/, '').trim(), line: index + 1 }))
    .filter((entry) => entry.name !== '')
  const seen = new Set<string>()
  for (const { name, line } of entries) {
    if (!shape.test(name))
      throw new Error(
        `Line ${line}: "${name}" is no name. Write Type, Type.field, Type.field(argument), Enum.VALUE or Union|Member.`,
      )
    if (seen.has(name)) throw new Error(`Line ${line}: "${name}" is listed twice. Remove one.`)
    seen.add(name)
  }
  return entries
}
