const width = 30
const everyMs = 5_000

/** Says how far a long work is: a bar on a terminal, else a line now and then. */
export class Progress {
  readonly #began = performance.now()
  #saidAt = Number.NEGATIVE_INFINITY

  /** @param done of 0 to 1 */
  say(what: string, done: number): void {
    const now = performance.now()
    const isTerminal = process.stdout.isTTY
    if (!isTerminal && now - this.#saidAt < everyMs && done < 1) return
    this.#saidAt = now
    const filled = Math.round(width * done)
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`
    const line = `${bar} ${String(Math.floor(done * 100)).padStart(3)} % ${Math.round((now - this.#began) / 1_000)} s ${what}`
    if (isTerminal) process.stdout.write(`\r\x1b[K${line}${done >= 1 ? '\n' : ''}`)
    else console.log(line)
  }
}
