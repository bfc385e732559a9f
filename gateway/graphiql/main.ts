import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './page.css'
import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

// A program's view of the API: no cookies; who wants to be somebody sends an Authorization header from the headers tab.
const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  headers: { 'apollographql-client-name': 'graphiql' },
  fetch: (input, init) => fetch(input, { ...init, credentials: 'omit' }),
})

const root = document.getElementById('graphiql')
if (root) createRoot(root).render(createElement(GraphiQL, { fetcher, defaultQuery: '{\n  statsAsOf\n}\n' }))
