import { currentRequest, traced } from '@forum/service-kit'
import pg from 'pg'

/** Statements that open or end a transaction, and the question whether the store answers: they are part of nobody's request. */
const transactionControl = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET TRANSACTION|SELECT 1$)/i

export type StatementClientOptions = {
  /** Called as each statement is sent, transaction control aside; what it answers is called when the statement has ended. */
  onStatement: () => () => void
  /** Ends what a backend of Postgres is doing. */
  cancel: (processId: number) => Promise<void>
}

type Query = (this: pg.Client, ...given: unknown[]) => unknown

/**
 * A pg client class that sees every statement it sends, in the driver itself, so that no layer above can hide one; and ends the statement
 * of a request whose caller has gone.
 */
export function statementClient({ onStatement, cancel }: StatementClientOptions): typeof pg.Client {
  return class StatementClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config)
      // pg's overloads have one thing in common: a call is a statement. Whatever came goes on unchanged.
      const send = (...given: unknown[]) => (pg.Client.prototype.query as Query).apply(this, given)
      const seen: Query = (statement, ...rest) => {
        const text = statementText(statement)
        if (transactionControl.test(text)) return send(statement, ...rest)
        const signal = currentRequest()?.signal
        if (signal?.aborted) return Promise.reject(signal.reason)
        const onEnd = onStatement()
        const answersByPromise = text !== '' && !rest.some((each) => typeof each === 'function')
        const result = answersByPromise ? spanOf(text, () => send(statement, ...rest)) : send(statement, ...rest)
        if (!(result instanceof Promise)) return result
        const ended = result.finally(onEnd)
        return signal ? untilGone(ended, signal, () => cancel(processIdOf(this))) : ended
      }
      this.query = seen as pg.Client['query']
    }
  }
}

/** Sends a statement as a span of its own. */
function spanOf(text: string, send: () => unknown): Promise<unknown> {
  // The text has placeholders where people's words go.
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, longestText) }
  return traced(`sql ${/\w+/.exec(text)?.[0] ?? ''}`, { kind: 'client', attributes }, async () => send())
}
const longestText = 2_000

/** The connection goes on to the next statement only after its cancelling has arrived, so that it cannot hit that one. */
async function untilGone<Result>(
  result: Promise<Result>,
  signal: AbortSignal,
  cancel: () => Promise<void>,
): Promise<Result> {
  let cancelling: Promise<void> | undefined
  const onGone = () => {
    cancelling = cancel()
  }
  signal.addEventListener('abort', onGone, { once: true })
  try {
    return await result
  } finally {
    signal.removeEventListener('abort', onGone)
    await cancelling
  }
}

// pg has it since its first version, its types do not.
const processIdOf = (client: pg.Client): number => Number(Reflect.get(client, 'processID'))

function statementText(statement: unknown): string {
  if (typeof statement === 'string') return statement
  const hasText = typeof statement === 'object' && statement !== null && 'text' in statement
  return hasText && typeof statement.text === 'string' ? statement.text : ''
}
