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

/** The ids on the way to a comment, the root first, itself not. */
export function ancestorsIn(path: Uint8Array): CommentId[] {
  const hex = Buffer.from(path).toString('hex')
  const steps = path.length / stepBytes
  return Array.from({ length: steps - 1 }, (_, step) => {
    const start = (step * stepBytes + timeBytes) * 2
    const id = hex.slice(start, start + 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    return commentIdOf(id)
  })
}
