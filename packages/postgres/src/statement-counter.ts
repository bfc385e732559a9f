import type { Metrics } from '@forum/service-kit'
import pg from 'pg'
import { Counter } from 'prom-client'

/** What GraphQL requests send to Postgres. */
export const requestStatements = (metrics: Metrics): Counter =>
  new Counter({
    name: 'sql_statements_total',
    help: 'SQL statements sent to Postgres by requests, without transaction control.',
    registers: [metrics],
  })

/** What else is sent: verdicts, which those who ask keep, keys, housekeeping. */
export const backgroundStatements = (metrics: Metrics): Counter =>
  new Counter({
    name: 'sql_background_statements_total',
    help: 'SQL statements sent to Postgres by all that is no request, without transaction control.',
    registers: [metrics],
  })

/** Statements that open or end a transaction, and the question whether the store answers: they are part of nobody's request. */
const transactionControl = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET TRANSACTION|SELECT 1$)/i

type Query = (this: pg.Client, ...given: unknown[]) => unknown

/** A pg client class that counts the statements it sends, in the driver itself, so that no layer above can hide one. */
export function countingClient(statements: Counter): typeof pg.Client {
  return class CountingClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config)
      // pg's overloads have one thing in common: a call is a statement. Whatever came goes on unchanged.
      const send = (...given: unknown[]) => (pg.Client.prototype.query as Query).apply(this, given)
      const counted: Query = (statement, ...rest) => {
        if (!transactionControl.test(statementText(statement))) statements.inc()
        return send(statement, ...rest)
      }
      this.query = counted as pg.Client['query']
    }
  }
}

function statementText(statement: unknown): string {
  if (typeof statement === 'string') return statement
  const hasText = typeof statement === 'object' && statement !== null && 'text' in statement
  return hasText && typeof statement.text === 'string' ? statement.text : ''
}
