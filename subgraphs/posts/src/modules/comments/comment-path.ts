import { type CommentId, commentIdOf } from '../../ids.ts'

// A comment's path holds a step for each comment from the root of its thread to itself: 6 bytes of its time in milliseconds, 16 of its id.
// Bytewise order of paths is the order of the thread, parents before replies and older siblings first.

const timeBytes = 6
const stepBytes = timeBytes + 16

/** Deeper replies attach here. */
export const deepest = 8

export const pathUnder = (parent: Uint8Array | null, id: CommentId, createdAt: Date): Buffer => {
  const step = Buffer.alloc(stepBytes)
  step.writeUIntBE(createdAt.getTime(), 0, timeBytes)
  step.write(id.replaceAll('-', ''), timeBytes, 'hex')
  return Buffer.concat([parent ?? Buffer.alloc(0), step])
}

/** Each step inverted: newer siblings come first, parents still before their replies. */
export const newestFirst = (path: Uint8Array): Buffer => Buffer.from(path.map((byte) => 255 - byte))

const likesBytes = 4
const maxLikes = 2 ** 31 - 1
/** The last that ISO 8601 writes with four digits. */
const lastTime = Date.UTC(9999, 11, 31)

/** The key by likes of a comment at the top level; deeper, each step has its likes before it. */
export function byLikes(path: Uint8Array, likes: number): Buffer {
  const count = Buffer.alloc(likesBytes)
  count.writeInt32BE(maxLikes - likes)
  return Buffer.concat([count, path])
}

/** What the first step of such a key says; it comes from a cursor, which may hold anything. */
export function readFirstByLikes(key: Buffer): { likes: number; at: string; id: CommentId } {
  const likes = Math.min(maxLikes, maxLikes - key.readInt32BE(0))
  const time = Math.min(lastTime, key.readUIntBE(likesBytes, timeBytes))
  const id = idIn(key.toString('hex', likesBytes + timeBytes, likesBytes + stepBytes))
  return { likes, at: new Date(time).toISOString(), id }
}

const idIn = (hex: string): CommentId => commentIdOf(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))

/** The ids on the way to a comment, the root first, itself not. */
export function ancestorsIn(path: Uint8Array): CommentId[] {
  const hex = Buffer.from(path).toString('hex')
  const steps = path.length / stepBytes
  return Array.from({ length: steps - 1 }, (_, step) => {
    const start = (step * stepBytes + timeBytes) * 2
    return idIn(hex.slice(start, start + 32))
  })
}
