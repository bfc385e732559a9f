import { ApolloClient } from '@apollo/client'
import { createCache, defaultOptions } from './cache.ts'
import { createHashLink } from './hash-link.ts'
import { pageIsOutdated } from './outdated.ts'

/** A client that asks by a token alone, with a cache of its own: for who is suspended and has no session. */
export function createTokenClient(token: string): ApolloClient {
  const byToken: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${token}`)
    return fetch(input, { ...init, headers, credentials: 'omit' })
  }
  return new ApolloClient({
    link: createHashLink({ fetch: { query: byToken, mutation: byToken }, onRefused: pageIsOutdated }),
    cache: createCache(),
    defaultOptions,
  })
}
