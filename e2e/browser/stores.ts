import type { StoreServers } from '../src/network-stores.ts'

const variable = 'FORUM_BROWSER_STORES'

/** Tells the workers, which are started after this, where the stores are. */
export function provideStores({ postgresUrl, kafka, clickhouseUrl }: StoreServers): void {
  process.env[variable] = JSON.stringify({ postgresUrl, kafka, clickhouseUrl })
}

export function storeServers(): StoreServers {
  const text = process.env[variable]
  if (!text) throw new Error('The stores are started by the global setup: run this through Playwright.')
  return JSON.parse(text)
}
