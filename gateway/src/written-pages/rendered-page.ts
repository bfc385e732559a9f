import { z } from 'zod'

/** What a thread is asked for: a page as a guest sees it. */
export type PageTask = {
  /** Path and query. */
  address: string
  language: Language
  /** Milliseconds since 1970. */
  now: number
  /** Where the forum stands, as in https://forum.example. */
  origin: string
  siteName: string
}

export const languages = ['en', 'ru'] as const
export type Language = (typeof languages)[number]

/** What the web app's half for the gateway (web/dist/server) makes of it. */
export const renderedPage = z.object({
  /** Of #root. */
  body: z.string(),
  head: z.object({
    title: z.string(),
    description: z.string(),
    /** The page's own path where its address may say it in other ways. */
    path: z.string().nullable(),
    type: z.enum(['website', 'article', 'profile']),
    /** There is nothing here that a guest may see. */
    isAbsent: z.boolean(),
    /** The post that the page is about. */
    pictured: z
      .object({ id: z.string(), title: z.string(), authorName: z.string().nullable(), tags: z.array(z.string()) })
      .nullable(),
    jsonLd: z.record(z.string(), z.unknown()).nullable(),
  }),
  /** Goes beside the page as an inert block, for the app to go on from. */
  written: z.record(z.string(), z.unknown()),
  /** Addresses of what the page needs beyond what index.html names. */
  assets: z.object({ scripts: z.array(z.string()), styles: z.array(z.string()), fonts: z.array(z.string()) }),
  /** An answer was not whole. */
  isPartial: z.boolean(),
})
export type RenderedPage = z.output<typeof renderedPage>
export type PageHead = RenderedPage['head']
