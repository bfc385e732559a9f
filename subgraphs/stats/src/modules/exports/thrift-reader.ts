export type ThriftField = { id: number; type: number }

/** Types of the compact protocol whose values are not plain variable-length integers. */
const type = {
  stop: 0,
  true: 1,
  false: 2,
  byte: 3,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
} as const

/**
 * Walks over a struct in Thrift's compact protocol (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md):
 * fields in order, of which the reader takes an integer or skips the value.
 */
export class ThriftReader {
  readonly #bytes: Buffer
  #at = 0
  #lastId = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** The next field of the struct, or null at its end. */
  field(): ThriftField | null {
    const head = this.#byte()
    const kind = head & 0x0f
    if (kind === type.stop) return null
    this.#lastId = head >> 4 ? this.#lastId + (head >> 4) : Number(this.integer())
    return { id: this.#lastId, type: kind }
  }

  /** A zigzag integer of any width. */
  integer(): bigint {
    const raw = this.#unsigned()
    return (raw >> 1n) ^ -(raw & 1n)
  }

  skip(kind: number): void {
    if (kind === type.true || kind === type.false) return
    if (kind === type.byte) this.#at += 1
    else if (kind === type.double) this.#at += 8
    else if (kind === type.binary) this.#skipBinary()
    else if (kind === type.list || kind === type.set) this.#skipList()
    else if (kind === type.map) this.#skipMap()
    else if (kind === type.struct) this.#skipStruct()
    else this.integer()
  }

  #skipBinary(): void {
    // Not in one expression: reading the length moves the place that it is added to.
    const length = Number(this.#unsigned())
    this.#at += length
  }

  #skipList(): void {
    const head = this.#byte()
    const size = head >> 4 === 0x0f ? Number(this.#unsigned()) : head >> 4
    for (let n = 0; n < size; n += 1) this.#skipElement(head & 0x0f)
  }

  #skipMap(): void {
    const size = Number(this.#unsigned())
    const kinds = size > 0 ? this.#byte() : 0
    for (let n = 0; n < size; n += 1) {
      this.#skipElement(kinds >> 4)
      this.#skipElement(kinds & 0x0f)
    }
  }

  #skipStruct(): void {
    const outer = this.#lastId
    this.#lastId = 0
    for (let field = this.field(); field; field = this.field()) this.skip(field.type)
    this.#lastId = outer
  }

  /** In a collection a boolean takes a byte, where as a field it takes none. */
  #skipElement(kind: number): void {
    if (kind === type.true || kind === type.false) this.#at += 1
    else this.skip(kind)
  }

  #unsigned(): bigint {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#byte()
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw new Error('the metadata end too early')
    this.#at += 1
    return byte
  }
}
