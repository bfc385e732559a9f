import type { ApolloClient } from '@apollo/client'
import { ApolloProvider } from '@apollo/client/react'
import type { I18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { type ReactNode, StrictMode } from 'react'
import { WrittenAtContext } from '../browser/hydration.ts'
import { PrefetchContext } from '../ui/prefetch.ts'
import { SiteNameContext } from '../ui/site-name.ts'
import { prefetchPath } from './prefetch.ts'

type AppProps = {
  i18n: I18n
  client: ApolloClient
  writtenAt: number | null
  siteName: string
  children: ReactNode
}

/** What stands around every page, in the browser and in the gateway alike. `children` is the router. */
export function App({ i18n, client, writtenAt, siteName, children }: AppProps) {
  return (
    <StrictMode>
      <WrittenAtContext value={writtenAt}>
        <I18nProvider i18n={i18n}>
          <ApolloProvider client={client}>
            <SiteNameContext value={siteName}>
              <PrefetchContext value={prefetchPath}>{children}</PrefetchContext>
            </SiteNameContext>
          </ApolloProvider>
        </I18nProvider>
      </WrittenAtContext>
    </StrictMode>
  )
}
