const awayCodes =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|08\w{3}|57P0[123]|53300|P1001|P1002|P1008|P1017|P2024)$/
const awayWords =
  /ECONNREFUSED|ECONNRESET|Connection terminated|timeout exceeded when trying to connect|reach database server/i

/** Whether an error of the database means that it is away, rather than that something is wrong with what it was asked. */
export function isAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && awayCodes.test(cause.code)) return true
    if (awayWords.test(cause.message)) return true
  }
  return false
}
