import { isPublicErrorCode, type PublicErrorCode } from '@forum/graphql-kit'
import { z } from 'zod'

/** An error as a subgraph told it, with nothing but what a client may see. */
export type SubgraphError = {
  message: string
  code: PublicErrorCode
  reason?: string
  retryAfterSeconds?: number
  path?: (string | number)[]
}
export type SubgraphAnswer = {
  data: Record<string, unknown> | null
  errors: SubgraphError[]
  /** Of its text; nothing where there was none. */
  characters?: number
}

const wire = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z
          .object({ code: z.string(), reason: z.string(), retryAfterSeconds: z.number() })
          .partial()
          .optional(),
      }),
    )
    .optional(),
})

/** What a subgraph that cannot be asked looks like to a client. */
export const unavailable: SubgraphError = {
  message: 'This part of the forum does not answer at the moment. Try again soon.',
  code: 'SUBGRAPH_UNAVAILABLE',
}
export const overloaded: SubgraphError = {
  message: 'Too many requests at the moment. Try again in a few seconds.',
  code: 'OVERLOADED',
  retryAfterSeconds: 2,
}
export const tooLarge: SubgraphError = {
  message:
    'This part of the answer has more than 2 MB. Ask for fewer at once (a smaller `first`), or without long texts.',
  code: 'OPERATION_TOO_COMPLEX',
}
const internal: SubgraphError = { message: 'Something went wrong here.', code: 'INTERNAL_SERVER_ERROR' }

/** Reads a subgraph's body whatever its status; null when it is no GraphQL answer. */
export function readSubgraphAnswer(text: string): SubgraphAnswer | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const parsed = wire.safeParse(json)
  if (!parsed.success || (parsed.data.data === undefined && !parsed.data.errors)) return null
  const { data, errors } = parsed.data
  return {
    data: data ?? null,
    characters: text.length,
    errors: (errors ?? []).map(({ message, path, extensions }) => ({
      ...publicPart(message, extensions),
      ...(path ? { path } : {}),
    })),
  }
}

function publicPart(
  message: string,
  extensions: { code?: string | undefined; reason?: string | undefined; retryAfterSeconds?: number | undefined } = {},
): SubgraphError {
  const { code, reason, retryAfterSeconds } = extensions
  if (!isPublicErrorCode(code) || isOurOwnFault(code)) return internal
  return {
    message,
    code,
    ...(reason === undefined ? {} : { reason }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  }
}

// A subgraph that cannot read what the planner wrote is not the client's mistake.
const isOurOwnFault = (code: PublicErrorCode): boolean =>
  code === 'INTERNAL_SERVER_ERROR' ||
  code === 'GRAPHQL_PARSE_FAILED' ||
  code === 'GRAPHQL_VALIDATION_FAILED' ||
  code === 'BAD_REQUEST'
