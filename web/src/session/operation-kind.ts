/** Whether a request of Apollo's changes something. */
export function isWrite(init: RequestInit | undefined): boolean {
  return /\bmutation\b/.test(operationKind(init))
}

/** The text of the operation itself, without its fragments: codegen prints the operation first. */
function operationKind(init: RequestInit | undefined): string {
  if (typeof init?.body !== 'string') return ''
  const { query = '' } = JSON.parse(init.body) as { query?: string } // our own request, written by Apollo a moment ago
  return query.slice(0, query.indexOf('{'))
}
