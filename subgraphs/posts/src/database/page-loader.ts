import DataLoader from 'dataloader'

/**
 * A loader of one list for many parents: parents that ask for the same page are answered by one statement.
 *
 * @param load the rows of that page by parent; a parent without rows may be absent
 */
export function pageLoader<Page extends object, Row>(
  load: (parents: readonly string[], page: Page) => Promise<ReadonlyMap<string, Row[]>>,
): (parent: string, page: Page) => Promise<Row[]> {
  const loaders = new Map<string, DataLoader<string, Row[]>>()
  return (parent, page) => {
    const key = JSON.stringify(page)
    let loader = loaders.get(key)
    if (!loader) {
      loader = new DataLoader<string, Row[]>(async (parents) => {
        const found = await load(parents, page)
        return parents.map((one) => found.get(one) ?? [])
      })
      loaders.set(key, loader)
    }
    return loader.load(parent)
  }
}

/** Rows by a key of theirs, order kept. */
export const groupBy = <Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> =>
  Map.groupBy(rows, keyOf)

/** The only row of each key. */
export const indexBy = <Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row> =>
  new Map(rows.map((row) => [keyOf(row), row]))
