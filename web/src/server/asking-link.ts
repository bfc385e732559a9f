import { ApolloLink } from '@apollo/client'
import { type FormattedExecutionResult, print } from 'graphql'
import { from, map, type Observable } from 'rxjs'

/** Runs an operation as a guest; gives its answer as the text of JSON. */
export type Ask = (operation: { query: string; variables: Record<string, unknown> }) => Promise<string>

/** What the gateway asks while it writes a page goes to itself. */
export class AskingLink extends ApolloLink {
  readonly #ask: Ask
  /** Whether an answer had errors. */
  hasFailed = false

  constructor(ask: Ask) {
    super()
    this.#ask = ask
  }

  override request({ query, variables }: ApolloLink.Operation): Observable<FormattedExecutionResult> {
    return from(this.#ask({ query: print(query), variables })).pipe(
      map((text) => {
        const answer = JSON.parse(text) as FormattedExecutionResult // GraphQL's own shape
        this.hasFailed ||= answer.errors !== undefined
        return answer
      }),
    )
  }
}
