import type { Metrics } from '@forum/service-kit'
import pg from 'pg'
import { Counter } from 'prom-client'

/** Statements that only open or end a transaction, and the question whether the store answers: they are part of nobody's request. */
const transactionControl = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET TRANSACTION|SELECT 1$)/i

/**
 * A pg client class that counts the statements it sends, in the driver itself, so that no layer above can hide one. Transaction control
 * is not counted.
 */
export function countingClient(metrics: Metrics): typeof pg.Client {
  const statements = new Counter({
    name: 'sql_statements_total',
    help: 'SQL statements sent to Postgres, without transaction control.',
    registers: [metrics],
  })
  return class CountingClient extends pg.Client {
    // pg's overloads cannot be restated by a subclass; whatever came goes on unchanged.
    // biome-ignore lint/suspicious/noExplicitAny: see above
    override query(...given: any[]): any {
      const [statement] = given
      const text = typeof statement === 'string' ? statement : statement?.text
      if (!transactionControl.test(text ?? '')) statements.inc()
      // @ts-expect-error the overloads again
      return super.query(...given)
    }
  }
}
