import { createContext, useContext } from 'react'

/** What a forum is called whose page does not say. */
const defaultSiteName = 'Social Forum'

/** What the place is called, as the gateway wrote it into this document. */
export const readSiteName = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content || defaultSiteName

export const SiteNameContext = createContext(defaultSiteName)

export const useSiteName = (): string => useContext(SiteNameContext)
