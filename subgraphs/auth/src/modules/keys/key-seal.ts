import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveKey } from './derive-key.ts'

const nonceLength = 12
const tagLength = 16

/** Seals private keys for the database: AES-256-GCM, bound to the key's id, as nonce, tag and ciphertext in one. */
export class KeySeal {
  readonly #key: Buffer

  constructor(secret: string) {
    this.#key = deriveKey(secret, 'signing-keys')
  }

  seal(kid: string, plain: Buffer): Buffer<ArrayBuffer> {
    const nonce = randomBytes(nonceLength)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(kid))
    const sealed = [cipher.update(plain), cipher.final()]
    return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed])
  }

  /** @throws when the secret is not the one that sealed it, or the bytes were changed */
  open(kid: string, sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed)
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, nonceLength))
      .setAAD(Buffer.from(kid))
      .setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
    return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()])
  }
}
