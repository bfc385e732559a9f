/** An exception as ClickHouse's HTTP interface reports it: a number and its text. */
export class ClickHouseError extends Error {
  override readonly name = 'ClickHouseError'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }

  /** Reads the code out of the engine's own text ("Code: 60. DB::Exception: …"). */
  static from(error: unknown): ClickHouseError {
    if (error instanceof ClickHouseError) return error
    const message = error instanceof Error ? error.message : String(error)
    return new ClickHouseError(Number(/Code: (\d+)/.exec(message)?.[1] ?? 1001), message)
  }
}

/** Numbers of ClickHouse's ErrorCodes.cpp that this server raises itself. */
export const errorCodes = {
  badArguments: 36,
  syntaxError: 62,
  tooManyQueries: 202,
  memoryLimit: 241,
  tooLargeResult: 396,
  queryCancelled: 394,
  parameterNotSet: 456,
  accessDenied: 497,
  authenticationFailed: 516,
  badParameter: 457,
} as const

export function raise(code: keyof typeof errorCodes, text: string): never {
  throw new ClickHouseError(errorCodes[code], `Code: ${errorCodes[code]}. DB::Exception: ${text}`)
}
