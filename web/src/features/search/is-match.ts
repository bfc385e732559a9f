type Named = { handle: string; displayName: string }

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether somebody is called so, each word of it; what the forum found beyond that is a guess at a misspelling. */
export function isMatch({ handle, displayName }: Named, query: string): boolean {
  const names = plain(`${handle} ${displayName}`)
  return plain(query)
    .replace(/^@/, '')
    .split(/\s+/)
    .every((word) => names.includes(word))
}
