/** The first line of a migration file that cannot be one transaction, as with CREATE INDEX CONCURRENTLY. */
export const withoutTransaction = '-- without a transaction'

/**
 * What of a migration file is sent to Postgres at once. A file is one transaction and is sent whole, unless its first line is the marker:
 * then each statement is sent alone, and statements are told apart by the empty line between them, so that no `;` in a text or a function
 * body has to be understood. Two statements without an empty line between them are one transaction again, which Postgres refuses for what
 * cannot be in one.
 */
export function piecesOf(script: string): string[] {
  const [firstLine = '', ...rest] = script.split(/\r?\n/)
  if (firstLine.trim() !== withoutTransaction) return [script]
  return rest
    .join('\n')
    .split(/\n\s*\n/)
    .filter((piece) => piece.split('\n').some((line) => line.trim() !== '' && !line.trim().startsWith('--')))
}
