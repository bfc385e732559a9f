/** Whose data, and up to when: what came about later is left out. */
export type Asked = { userId: string; asOf: Date }

/** A file of one service: its rows, in an order that does not change, each an object that JSON can say. */
export type PersonalFile = {
  /** As a path without an ending, such as posts/comments. */
  file: string
  rows: (asked: Asked) => AsyncIterable<object>
}

/** Lines of one file. */
export type PersonalLines = { file: string; lines: Buffer }

const partBytes = 64 * 1024

/** What a service holds of people: the list of its files. */
export class PersonalDataFiles {
  readonly #files: readonly PersonalFile[]

  constructor(files: readonly PersonalFile[]) {
    this.#files = files
  }

  /** File after file in parts of about 64 KiB, read no faster than they are taken. */
  async *parts(asked: Asked): AsyncGenerator<PersonalLines> {
    for (const { file, rows } of this.#files) {
      let [lines, bytes, isEmpty] = [[] as string[], 0, true]
      const part = () => ({ file, lines: Buffer.from(lines.join('')) })
      for await (const row of rows(asked)) {
        const line = `${JSON.stringify(row)}\n`
        lines.push(line)
        bytes += line.length
        isEmpty = false
        if (bytes < partBytes) continue
        yield part()
        ;[lines, bytes] = [[], 0]
      }
      if (bytes > 0 || isEmpty) yield part()
    }
  }
}

/**
 * Rows that are read by the page.
 *
 * @param read the rows after one that was read (null: from the beginning), at most `limit`
 * @param limit of a page
 */
export async function* rowsByPage<Row extends object>(
  read: (after: Row | null, limit: number) => Promise<readonly Row[]>,
  limit = 500,
): AsyncGenerator<Row> {
  let after: Row | null = null
  for (;;) {
    const rows: readonly Row[] = await read(after, limit)
    yield* rows
    after = rows.at(-1) ?? null
    if (rows.length < limit) return
  }
}
