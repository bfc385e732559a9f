import { createHmac, randomBytes } from 'node:crypto'
import { secretsEqual } from '@forum/service-kit'
import { deriveKey } from '../keys/derive-key.ts'

const maxAccounts = 5

type Entry = { accountId: string; nonce: string; text: string }

/**
 * The cookie by which a browser shows that it has signed in to an account before (OWASP's device cookies): for each of its last five
 * accounts an id, a nonce and a MAC over both, joined by dots. It says nothing of who is signed in now.
 */
export class DeviceCookies {
  readonly #key: Buffer

  constructor(tokenKeySecret: string) {
    this.#key = deriveKey(tokenKeySecret, 'device-cookie')
  }

  /** The device's nonce for that account, by which its tries are counted; null when it is not known there. */
  nonceFor(accountId: string, cookie: string | null): string | null {
    return this.#entries(cookie).find((entry) => entry.accountId === accountId)?.nonce ?? null
  }

  /** The cookie after a login to that account. A nonce that is known stays, so that logging in does not renew an allowance. */
  afterLogin(accountId: string, cookie: string | null): string {
    const known = this.#entries(cookie)
    const nonce = this.nonceFor(accountId, cookie) ?? randomBytes(12).toString('base64url')
    const others = known.filter((entry) => entry.accountId !== accountId).map((entry) => entry.text)
    return [`${accountId}_${nonce}_${this.#mac(accountId, nonce)}`, ...others].slice(0, maxAccounts).join('.')
  }

  #entries(cookie: string | null): Entry[] {
    return (cookie ?? '')
      .split('.')
      .slice(0, maxAccounts)
      .flatMap((text) => {
        const [, accountId, nonce, mac] = /^([0-9a-f-]{36})_([\w-]{16})_([\w-]{43})$/.exec(text) ?? []
        if (!accountId || !nonce || !secretsEqual(mac, this.#mac(accountId, nonce))) return []
        return [{ accountId, nonce, text }]
      })
  }

  #mac(accountId: string, nonce: string): string {
    return createHmac('sha256', this.#key).update(`${accountId}_${nonce}`).digest('base64url')
  }
}
