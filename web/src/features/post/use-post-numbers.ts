import { useQuery } from '@apollo/client/react'
import { useOpenedAt } from '../../browser/hydration.ts'
import { lastDays } from '../statistics/days.ts'
import { useLastAnswer } from '../statistics/use-last-answer.ts'
import { PostNumbersDocument, type PostNumbersQuery } from './generated/post.ts'

export type PostNumbers = {
  stats: NonNullable<NonNullable<PostNumbersQuery['post']>['stats']> | null
  loading: boolean
  error: unknown
}

/** Who read a post in the last thirty days; asked for beside the post. */
export function usePostNumbers(id: string, skip: boolean): PostNumbers {
  // Bars without words, so days of UTC do: the gateway's answer is then everybody's.
  const range = lastDays(30, useOpenedAt(), 'UTC')
  const { data, error, loading } = useQuery(PostNumbersDocument, {
    variables: { id, ...range, timezone: 'UTC' },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    skip,
  })
  return { stats: useLastAnswer(data?.post?.stats, id, loading), loading, error }
}
