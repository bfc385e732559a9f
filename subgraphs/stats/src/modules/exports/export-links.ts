import { createHmac } from 'node:crypto'
import { type Clock, secretsEqual } from '@forum/service-kit'

export type ExportLinksOptions = { publicUrl: string; secret: string; clock: Clock }

const goodForMs = 3_600_000

/** Signed links to export files. A link is the whole credential: whoever has it may read that file until it expires. */
export class ExportLinks {
  readonly #options: ExportLinksOptions

  constructor(options: ExportLinksOptions) {
    this.#options = options
  }

  /** A link to `<id>.<extension>` for an hour, but no longer than the file is there. */
  urlOf(file: string, fileExpiresAt: Date): string {
    const { publicUrl, clock } = this.#options
    const expires = Math.floor(Math.min(clock.now().getTime() + goodForMs, fileExpiresAt.getTime()) / 1_000)
    const url = new URL(`/exports/${file}`, publicUrl)
    url.searchParams.set('expires', String(expires))
    url.searchParams.set('signature', this.#sign(file, String(expires)))
    return url.href
  }

  isGood(file: string, expires: string | undefined, signature: string | undefined): boolean {
    if (expires === undefined || !/^\d{1,12}$/.test(expires)) return false
    const isGenuine = secretsEqual(signature, this.#sign(file, expires))
    return isGenuine && Number(expires) * 1_000 > this.#options.clock.now().getTime()
  }

  #sign(file: string, expires: string): string {
    return createHmac('sha256', this.#options.secret).update(`${file}\n${expires}`).digest('base64url')
  }
}
