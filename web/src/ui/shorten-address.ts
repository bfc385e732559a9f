const longest = 56
const kept = { before: 34, after: 16 }

/** An address as link text, with its middle left out where it is long: where it leads and how it ends are what tells links apart. */
export function shortenAddress(text: string): string {
  if (text.length <= longest || !/^(https?:\/\/|www\.)\S+$/.test(text)) return text
  return `${text.slice(0, kept.before)}…${text.slice(-kept.after)}`
}
