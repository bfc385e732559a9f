import { StartError } from '@forum/service-kit'
import { z } from 'zod'

const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
})

/** One GraphQL operation through the gateway, as any program sends it. Throws StartError on an error that is not an outcome. */
export async function ask(
  gatewayUrl: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(20_000),
  })
  const { data, errors = [] } = answer.parse(await response.json())
  if (!data || errors.length > 0)
    throw new StartError(
      `The gateway refused an operation of the launcher: ${errors.map(({ message }) => message).join('; ')}`,
    )
  return data
}
