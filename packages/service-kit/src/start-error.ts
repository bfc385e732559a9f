/** A service cannot start for a reason that the operator can mend: shown as one line, without a stack. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartError'
  }
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'no such host',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'no route',
  ECONNRESET: 'connection closed',
}

/**
 * The line for a store that does not answer. `variable` names its address, which is shown without credentials; `wayOut` is a sentence.
 * Example: KAFKA_BROKERS: cannot reach 127.0.0.1:9092 (refused). Start Kafka there, or unset it to use the embedded one.
 */
export function cannotReach(variable: string, address: string, error: unknown, wayOut: string): StartError {
  return new StartError(`${variable}: cannot reach ${withoutCredentials(address)} (${reasonOf(error)}). ${wayOut}`, {
    cause: error,
  })
}

function withoutCredentials(address: string): string {
  return URL.canParse(address) && address.includes('//') ? new URL(address).host : address
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code && reasons[code]) return reasons[code]
  for (const [name, words] of Object.entries(reasons)) if (error.message.includes(name)) return words
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  return error.cause ? reasonOf(error.cause) : error.message.split('\n', 1)[0] || error.name
}
