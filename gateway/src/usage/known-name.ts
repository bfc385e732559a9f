/** An operation's name where it is known; what clients call theirs is `other`, so that nobody can fill lines and numbers with names. */
export const knownName = (known: ReadonlySet<string>, name: string | undefined): string =>
  name !== undefined && known.has(name) ? name : 'other'
