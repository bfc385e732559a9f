const references: Record<string, string> = { '&': '&#x26;', '<': '&#x3C;', '"': '&#x22;' }

export const escapeText = (text: string): string => text.replace(/[&<]/g, (letter) => references[letter] ?? letter)

export const escapeAttribute = (value: string): string =>
  value.replace(/[&<"]/g, (letter) => references[letter] ?? letter)
