import '@fontsource-variable/golos-text/wght.css'
import '@fontsource-variable/literata/wght.css'
import './theme/tokens.css'
import './theme/base.css'
import { ApolloProvider } from '@apollo/client/react'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { client } from './api/client.ts'
import { prefetchPath } from './app/prefetch.ts'
import { router } from './app/router.tsx'
import { currentLanguage, showLanguage } from './i18n/i18n.ts'
import { PrefetchContext } from './ui/prefetch.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

await showLanguage(currentLanguage())

createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <ApolloProvider client={client}>
        <PrefetchContext value={prefetchPath}>
          <RouterProvider router={router} />
        </PrefetchContext>
      </ApolloProvider>
    </I18nProvider>
  </StrictMode>,
)
