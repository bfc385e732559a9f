import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type Logger, outsideRequests, StartError } from '@forum/service-kit'
import { calculateJwkThumbprint } from 'jose'
import type { KeyRepository, KeyRow, PublicJwk } from './key-repository.ts'
import type { KeySeal } from './key-seal.ts'

/** A new key is published for so long before it signs that whoever keeps the JWKS (5 minutes) and every replica (1 minute) has it. */
const publishedBeforeSeconds = 600
/** A replaced key stays for so long that the last token it signed (5 minutes) is over. */
const keptAfterSeconds = 900
const oldestDays = 30
const reloadMs = 60_000
const shortestReloadMs = 1_000

type RingKey = { kid: string; publicJwk: PublicJwk; publicKey: KeyObject; privateKey: KeyObject; activeAt: number }

export type KeyRingDeps = { keys: KeyRepository; seal: KeySeal; logger: Logger; now?: () => number }

/**
 * The ES256 keys of all replicas. The newest active one signs, all of them verify, so a rotation logs nobody out. Keys are read anew each
 * minute, and at once when a token names one that is not known here.
 */
export class KeyRing {
  readonly #deps: KeyRingDeps
  readonly #now: () => number
  #keys: RingKey[] = []
  #loadedAt = Number.NEGATIVE_INFINITY
  #loading: Promise<void> | undefined

  constructor(deps: KeyRingDeps) {
    this.#deps = deps
    this.#now = deps.now ?? (() => performance.now())
  }

  /** Makes the first key if there is none, and reads them. @throws StartError when TOKEN_KEY_SECRET does not open them */
  async open(): Promise<void> {
    const { keys } = this.#deps
    await keys.exclusively(async (tx, existing) => {
      if (existing.length === 0) await keys.add(tx, { ...(await this.#make()), activatesInSeconds: 0 })
    })
    await this.#load()
  }

  /** The key that signs now. */
  async signingKey(): Promise<{ kid: string; privateKey: KeyObject }> {
    await this.#freshen(reloadMs)
    const key = this.#keys.find(({ activeAt }) => activeAt <= this.#now())
    if (!key) throw new Error('no signing key is active')
    return key
  }

  /** The key of that id; null when no replica has one. */
  async verificationKey(kid: string): Promise<KeyObject | null> {
    await this.#freshen(reloadMs)
    const known = this.#find(kid)
    if (known) return known
    await this.#freshen(shortestReloadMs)
    return this.#find(kid)
  }

  /** The public keys, as RFC 7517 has them. */
  async jwks(): Promise<{ keys: object[] }> {
    await this.#freshen(reloadMs)
    return { keys: this.#keys.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: 'ES256', use: 'sig' })) }
  }

  /** Publishes a new key that signs in ten minutes; gives its id, or that of one that is already waiting for its turn. */
  async rotate(): Promise<string> {
    const { keys, logger } = this.#deps
    const kid = await keys.exclusively(async (tx, existing) => {
      const waiting = existing.find((key) => !key.isActive)
      if (waiting) return waiting.kid
      const made = await this.#make()
      await keys.add(tx, { ...made, activatesInSeconds: publishedBeforeSeconds })
      logger.info({ kid: made.kid }, 'a new signing key is published')
      return made.kid
    })
    await this.#load()
    return kid
  }

  /** Rotates when the newest key is 30 days old, and forgets keys that nothing can need. Any replica may do it at any time. */
  async maintain(): Promise<void> {
    const { keys, logger } = this.#deps
    const forgotten = await keys.exclusively((tx) => keys.forgetReplaced(tx, keptAfterSeconds))
    if (forgotten > 0) logger.info({ forgotten }, 'replaced signing keys are deleted')
    const [newest] = await keys.all()
    if (newest && newest.ageDays >= oldestDays) await this.rotate()
    else await this.#load()
  }

  async #freshen(ageMs: number): Promise<void> {
    if (this.#now() - this.#loadedAt < ageMs) return
    // Whoever comes meanwhile waits for it too, so that it does not end with the one who asked first.
    this.#loading ??= outsideRequests(() => this.#load()).finally(() => {
      this.#loading = undefined
    })
    await this.#loading
  }

  async #load(): Promise<void> {
    const at = this.#now()
    const rows = await this.#deps.keys.all()
    this.#keys = rows.map((row) => this.#opened(row, at))
    this.#loadedAt = at
  }

  #find(kid: string): KeyObject | null {
    return this.#keys.find((key) => key.kid === kid)?.publicKey ?? null
  }

  #opened({ kid, publicJwk, sealedKey, activatesInMs }: KeyRow, at: number): RingKey {
    try {
      const der = this.#deps.seal.open(kid, sealedKey)
      const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
      return { kid, publicJwk, privateKey, publicKey: createPublicKey(privateKey), activeAt: at + activatesInMs }
    } catch (error) {
      throw new StartError(
        'TOKEN_KEY_SECRET: does not open the signing keys in the database. Set it to the secret they were made with; if that is lost, empty the table signing_keys, and everybody only refreshes once.',
        { cause: error },
      )
    }
  }

  async #make(): Promise<{ kid: string; publicJwk: PublicJwk; sealedKey: Buffer<ArrayBuffer> }> {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
    if (kty !== 'EC' || crv !== 'P-256' || !x || !y) throw new Error('the new key is not a P-256 key')
    const kid = await calculateJwkThumbprint({ kty, crv, x, y })
    const der = privateKey.export({ format: 'der', type: 'pkcs8' })
    return { kid, publicJwk: { kty, crv, x, y }, sealedKey: this.#deps.seal.seal(kid, der) }
  }
}
