import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './page.css'
import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { exampleOperations } from '../src/pages/example-operations.ts'
import { emptyStorage } from './empty-storage.ts'

// A program's view of the API: no cookies; who wants to be somebody sends an Authorization header from the headers tab.
const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  headers: { 'apollographql-client-name': 'graphiql' },
  fetch: (input, init) => fetch(input, { ...init, credentials: 'omit' }),
})

// Somebody's own tabs come back as they were left; a link to an example shows the examples, that one first, and leaves those tabs alone.
const wanted = new URLSearchParams(location.search).get('example')
const examples = exampleOperations(new Date())
const first = examples.find(({ name }) => name === wanted)
const tabs = (first ? [first, ...examples.filter((one) => one !== first)] : examples).map(({ query, variables }) => ({
  query,
  variables: JSON.stringify(variables, null, 2),
}))

const root = document.getElementById('graphiql')
if (root)
  createRoot(root).render(
    createElement(GraphiQL, { fetcher, defaultTabs: tabs, ...(first && { storage: emptyStorage() }) }),
  )
