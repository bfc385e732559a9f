import { createHmac, randomBytes } from 'node:crypto'
import { deriveKey } from '../keys/derive-key.ts'
import { hashOf } from '../keys/hash-of.ts'

/** Opaque refresh tokens: 256 bits, kept only as hashes. */
export class RefreshTokens {
  readonly #successorKey: Buffer

  constructor(tokenKeySecret: string) {
    this.#successorKey = deriveKey(tokenKeySecret, 'refresh-successor')
  }

  /** The first token of a family. */
  first(): string {
    return randomBytes(32).toString('base64url')
  }

  /** The one that follows this one: always the same, so that an answer that was lost can be given again. */
  successorOf(token: string): string {
    return createHmac('sha256', this.#successorKey).update(token).digest('base64url')
  }

  hashOf(token: string): Buffer<ArrayBuffer> {
    return hashOf(token)
  }
}
