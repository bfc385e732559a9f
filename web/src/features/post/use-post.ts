import { useQuery } from '@apollo/client/react'
import { useLocation } from 'react-router'
import { sortOf } from '../comments/thread-address.ts'
import { PostDocument, PostWithThreadDocument } from './generated/post.ts'

const policy = { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } as const

/** A post, and the first of its comments unless one branch of them is shown. */
export function usePost(id: string, withThread: boolean) {
  const { search } = useLocation()
  const after = new URLSearchParams(search).get('after')
  const alone = useQuery(PostDocument, { ...policy, variables: { id }, skip: withThread })
  const whole = useQuery(PostWithThreadDocument, {
    ...policy,
    variables: { id, sort: sortOf(search), ...(after !== null && { after }) },
    skip: !withThread,
  })
  return withThread ? whole : alone
}
