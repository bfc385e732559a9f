import styles from './Avatar.module.css'

/** A two-tone pattern drawn from the id: five by five, mirrored, so that people differ at a glance. */
export function Avatar({ id, size = 24 }: { id: string; size?: 20 | 24 | 32 | 48 }) {
  const bits = hash(id)
  const tone = bits % 4
  const cells: string[] = []
  for (let row = 0; row < 5; row += 1) {
    for (let column = 0; column < 3; column += 1) {
      if (((bits >>> (row * 3 + column + 4)) & 1) === 0) continue
      cells.push(`M${column} ${row}h1v1h-1z`)
      if (column < 2) cells.push(`M${4 - column} ${row}h1v1h-1z`)
    }
  }
  return (
    <svg
      className={`${styles.avatar} ${styles[`tone${tone}`]}`}
      width={size}
      height={size}
      viewBox="-0.75 -0.75 6.5 6.5"
      aria-hidden="true"
      shapeRendering="crispEdges"
    >
      <path d={cells.join('')} fill="currentColor" />
    </svg>
  )
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return (value ^ (value >>> 15)) >>> 0
}
