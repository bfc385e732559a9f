const withoutMeaning = /[.*+?^${}()|[\]\\]/g
const names: Record<string, string> = { plusplus: String.raw`\+\+`, sharp: '#', dotnet: String.raw`\.net` }

/**
 * A pattern for Postgres that finds the part of a long text in which one of these lexemes may be: quick, and not exact, because it only chooses
 * which part of a text is read. A lexeme begins as its words do; a compound's parts may have a sign between them.
 */
export function partPattern(lexemes: readonly string[]): string {
  const words = lexemes.map((lexeme) => {
    const sign = /^(?:(.)(plusplus|sharp)|(dotnet))$/u.exec(lexeme)
    const name = names[sign?.[2] ?? sign?.[3] ?? '']
    if (name !== undefined) return `${sign?.[1] ?? ''}${name}`
    const stem = lexeme.length > 2 && lexeme.endsWith('i') ? lexeme.slice(0, -1) : lexeme
    return [...stem].map((one) => one.replace(withoutMeaning, String.raw`\$&`)).join("[-._'’]?")
  })
  // Signs and characters without spaces between them begin anywhere.
  const inWords = words.filter((word) => /^[\p{L}\p{N}]/u.test(word) && !/[\u3040-\u9fff\uac00-\ud7af]/.test(word))
  const anywhere = words.filter((word) => !inWords.includes(word))
  return [...(inWords.length > 0 ? [String.raw`\m(?:${inWords.join('|')})`] : []), ...anywhere].join('|')
}
