/** What of a file is asked for: bytes `from` to and including `to`; 'whole' without a usable Range; 'none' when there are no such bytes. */
export type ByteRange = { from: number; to: number } | 'whole' | 'none'

/**
 * Reads a Range header (RFC 9110, 14.2) for a file of `size` bytes. A malformed one, another unit, and several ranges at once are answered with
 * the whole file, as the RFC allows.
 */
export function readRange(header: string | undefined, size: number): ByteRange {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.replace(/\s/g, '') ?? '')
  if (!match) return 'whole'
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return 'whole'
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length > 0 ? { from: size - length, to: size - 1 } : 'none'
  }
  const from = Number(first)
  if (last !== '' && Number(last) < from) return 'whole'
  if (from >= size) return 'none'
  return { from, to: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}
