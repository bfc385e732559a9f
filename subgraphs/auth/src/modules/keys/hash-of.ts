import { createHash } from 'node:crypto'

/** SHA-256: how a secret that somebody presents is kept. Of what has 128 random bits or more nothing slower is needed. */
export const hashOf = (secret: string): Buffer<ArrayBuffer> => Buffer.from(createHash('sha256').update(secret).digest())
