import { GraphQLError } from 'graphql'
import { describe, expect, test, vi } from 'vitest'
import { badUserInput, unauthenticated } from './errors.ts'
import { createErrorFormatter } from './format-error.ts'

const format = (error: GraphQLError) => {
  const report = vi.fn<(error: unknown) => void>()
  const formatted = createErrorFormatter(report)(error)
  return { formatted, report }
}

describe('what a client is told', () => {
  test('a public code with its reason, and nothing else', () => {
    const { formatted, report } = format(unauthenticated('SESSION_ENDED', 401))
    expect(formatted.extensions).toEqual({ code: 'UNAUTHENTICATED', reason: 'SESSION_ENDED' })
    expect(report).not.toHaveBeenCalled()
  })

  test('the words of a caller’s mistake', () => {
    expect(format(badUserInput('`first` must be from 1 to 100.')).formatted.message).toBe(
      '`first` must be from 1 to 100.',
    )
  })

  test.each([
    new GraphQLError('connect ECONNREFUSED 10.0.0.7', { path: ['a', 0] }),
    new GraphQLError('Unique constraint failed', {
      path: ['a', 0],
      extensions: { code: 'P2002', meta: { table: 'posts' } },
    }),
  ])('a fault of ours is only that, and the log has the rest: %s', (error) => {
    const { formatted, report } = format(error)
    expect(formatted).toEqual({
      message: 'Something went wrong here.',
      path: ['a', 0],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    })
    expect(report).toHaveBeenCalledOnce()
  })
})
