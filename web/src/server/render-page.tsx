import { ApolloClient } from '@apollo/client'
import { prerenderStatic } from '@apollo/client/react/ssr'
import { setupI18n } from '@lingui/core'
import { renderToString } from 'react-dom/server'
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router'
import { createCache, defaultOptions } from '../api/cache.ts'
import { App } from '../app/App.tsx'
import { type RouteName, routeTable } from '../app/route-table.ts'
import { createRoutes } from '../app/routes.tsx'
import type { WrittenPage } from '../app/written-page.ts'
import { ViewerDocument } from '../features/viewer/generated/viewer.ts'
import type { Language } from '../i18n/i18n.ts'
import { messages as en } from '../locales/en/messages.po'
import { messages as ru } from '../locales/ru/messages.po'
import { type PageHead, PageHeadContext, type PostHead } from '../ui/page-head.ts'
import { type Ask, AskingLink } from './asking-link.ts'
import { jsonLdOf } from './json-ld.ts'
import { assetsOf, type PageAssets } from './page-assets.ts'

// The half of the app that the gateway's threads load: it writes public pages as a guest sees them.

const catalogs = { en, ru }

export type PageRequest = {
  /** Path and query. */
  address: string
  language: Language
  /** Milliseconds since 1970. */
  now: number
  /** Where the forum stands, as in https://forum.example. */
  origin: string
  siteName: string
}

/** What the picture of a post shows. */
type Pictured = { id: string; title: string; authorName: string | null; tags: string[] }

export type RenderedPage = {
  body: string
  head: Omit<PageHead, 'post'> & { jsonLd: object | null; pictured: Pictured | null }
  written: WrittenPage
  assets: PageAssets
  /** An answer was not whole: nobody should keep this page. */
  isPartial: boolean
}

export async function renderPage(
  { address, language, now, origin, siteName }: PageRequest,
  ask: Ask,
): Promise<RenderedPage> {
  const i18n = setupI18n({ locale: language, messages: { [language]: catalogs[language] } })
  const link = new AskingLink(ask)
  const cache = createCache()
  const client = new ApolloClient({ link, cache, ssrMode: true, defaultOptions })
  client.writeQuery({ query: ViewerDocument, data: { viewer: null } })
  const head: PageHead = { title: '', description: '', type: 'website', path: null, isAbsent: false, post: null }

  const handler = createStaticHandler(createRoutes())
  const context = await handler.query(new Request(new URL(address, origin)))
  if (context instanceof Response) throw new Error(`${address} is answered by the router itself`)
  const router = createStaticRouter(handler.dataRoutes, context)
  const { result } = await prerenderStatic({
    tree: (
      <PageHeadContext value={head}>
        <App i18n={i18n} client={client} writtenAt={now} siteName={siteName}>
          <StaticRouterProvider router={router} context={context} hydrate={false} />
        </App>
      </PageHeadContext>
    ),
    renderFunction: renderToString,
    maxRerenders: 8,
  })

  const { post, ...said } = head
  const { isAbsent } = head
  const isPartial = link.hasFailed
  return {
    body: result,
    head: { ...said, jsonLd: post && jsonLdOf(post, origin), pictured: post && picturedOf(post) },
    written: { language, writtenAt: now, data: isPartial ? null : cache.extract(), isAbsent },
    assets: assetsOf(routeOf(context.matches.at(-1)?.route.id), language),
    isPartial,
  }
}

function routeOf(id: string | undefined): RouteName {
  const route = routeTable.find(({ name }) => name === id)
  if (!route) throw new Error(`no page has the name ${id}`)
  return route.name
}

const picturedOf = ({ id, title, author, tags }: PostHead): Pictured => ({
  id,
  title,
  authorName: author?.displayName ?? null,
  tags: tags.map(({ name }) => name),
})
