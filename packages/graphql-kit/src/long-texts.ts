/** What one answer may have; everybody else waits while a larger one is written. */
export const maxAnswerBytes = 2_000_000

/** A change that was made is not unmade because its answer is too large. */
export const answerTooLarge = (isMutation: boolean): string =>
  `${isMutation ? 'The change was made, but its' : 'This'} answer has more than 2 MB. Ask for fewer at once (a smaller \`first\`), or without long texts.`

/**
 * The long texts that one request is answered with. A statement that reads texts gives null for one where all of them together are longer
 * than an answer may be (so they are not even read), and a text that is asked for again and again counts each time.
 */
export class LongTexts {
  #bytes = 0
  #areTooLong = false

  /** Whether the request has to be refused, whatever else it found. */
  get areTooLong(): boolean {
    return this.#areTooLong
  }

  /** The text for the answer; an empty one stands in a request that is refused. */
  give(text: string | null): string {
    if (!this.#areTooLong && text !== null) this.#bytes += Buffer.byteLength(text)
    this.#areTooLong ||= text === null || this.#bytes > maxAnswerBytes
    return this.#areTooLong || text === null ? '' : text
  }
}
