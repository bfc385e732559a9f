type Cell = { column: number; row: number }

const cellsOfHalf = 15
const min = 6
const max = 11
const fewestSeen = 8

/** Which of five by five cells are filled, mirrored, and in which of four tones. The same id always gives the same. */
export function patternOf(id: string): { tone: number; cells: Cell[] } {
  const bits = hash(id)
  let filled = filledBy(bits)
  // A pattern of one or two cells, or of all, looks like a mistake and like another's: such an id is hashed on.
  for (let next = bits; !isBalanced(filled); filled = filledBy(next)) next = hash(`${id} ${next}`)
  return { tone: bits % 4, cells: cellsOf(filled) }
}

const filledBy = (bits: number): number => (bits >>> 4) & (2 ** cellsOfHalf - 1)

function cellsOf(filled: number): Cell[] {
  const cells: Cell[] = []
  for (let row = 0; row < 5; row += 1) {
    for (let column = 0; column < 3; column += 1) {
      if (((filled >>> (row * 3 + column)) & 1) === 0) continue
      cells.push({ column, row })
      if (column < 2) cells.push({ column: 4 - column, row })
    }
  }
  return cells
}

/** By what its half has, and by what is seen: the middle column has no mirror. */
function isBalanced(filled: number): boolean {
  let count = 0
  for (let rest = filled; rest > 0; rest >>>= 1) count += rest & 1
  return count >= min && count <= max && cellsOf(filled).length >= fewestSeen
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return (value ^ (value >>> 15)) >>> 0
}
