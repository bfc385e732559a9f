import type { AnswerError, GraphQLClient } from '../graphql-client.ts'
import type { Operation } from './schema-walk.ts'
import { scrubbed } from './scrub.ts'

/** Who asks. */
export type Viewers = Record<string, GraphQLClient>

/** What each viewer was answered, scrubbed, by viewer and operation. */
export type Answers = Map<string, { operation: Operation; viewer: string; text: string }>

const atOnce = 4

/** Asks every operation as every viewer. */
export async function ask(operations: readonly Operation[], viewers: Viewers): Promise<Answers> {
  const questions = Object.entries(viewers).flatMap(([viewer, client]) =>
    operations.map((operation) => ({ viewer, client, operation })),
  )
  const answers: Answers = new Map()
  const worker = async () => {
    for (let question = questions.pop(); question; question = questions.pop()) {
      const { viewer, client, operation } = question
      const { text, variables } = operation.sent
      const { data, errors } = await client.runWhenAllowed(text, variables)
      const faults = errors.filter(isFault)
      if (faults.length > 0) throw new Error(`${viewer}: ${operation.document}\n${JSON.stringify(faults)}`)
      answers.set(`${viewer}: ${operation.name}`, { operation, viewer, text: scrubbed({ data, errors }) })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return answers
}

/** An answer that shows nothing because something is broken, or because the walk asks wrongly, proves nothing. */
function isFault({ extensions: { code, reason } = {} }: AnswerError): boolean {
  if (code === 'UNAUTHENTICATED') return reason !== 'NO_CREDENTIAL'
  return code !== 'FORBIDDEN'
}
