import { createHash } from 'node:crypto'

/** The SHA-256 of an operation's text in UTF-8, in lower-case hexadecimal. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
