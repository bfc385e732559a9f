export type TopRow = { id: string; after: string | null; isFirst: boolean } | null

/** The address of a list that begins after a cursor; what else the address says stays. */
export function addressAfter(pathname: string, search: string, after: string | null): string {
  const params = new URLSearchParams(search)
  params.delete('after')
  if (after !== null) params.set('after', after)
  const text = params.toString()
  return text ? `${pathname}?${text}` : pathname
}

/** The shortest address of a place in a list: nothing more for the first row of the first part. */
export function addressOf(pathname: string, search: string, row: TopRow): string {
  const address = addressAfter(pathname, search, row?.after ?? null)
  if (!row || (row.isFirst && row.after === null)) return address
  return `${address}#${row.id}`
}
