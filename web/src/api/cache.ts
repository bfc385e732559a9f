import { type ApolloClient, InMemoryCache } from '@apollo/client'
import { typePolicies } from './type-policies.ts'

const problems = [
  'InvalidInput',
  'NotFound',
  'NotAllowed',
  'RateLimited',
  'Conflict',
  'WrongCredentials',
  'PasswordNeeded',
  'AccountSuspended',
  'SecondFactorRequired',
]

/** What was read, by its entities: of one browser, or of one page that the gateway writes. */
export const createCache = () => new InMemoryCache({ possibleTypes: { Problem: problems }, typePolicies })

export const defaultOptions = {
  watchQuery: { errorPolicy: 'all' },
  query: { errorPolicy: 'all' },
  mutate: { errorPolicy: 'all' },
} satisfies ApolloClient.DefaultOptions
