import { createHash } from 'node:crypto'

/** Ours, for ids that are made of names. */
const namespace = Buffer.from('6f1c1d9a5a0b5c7e9b1d0f2e4a6c8b7d', 'hex')

/** The same for the same names: a UUID of version 5 (RFC 9562). */
export function noticeId(cause: string, personId: string): string {
  const hash = createHash('sha1').update(namespace).update(`${cause}\n${personId}`).digest().subarray(0, 16)
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
