import { createContext, useContext } from 'react'

/** What a page says of itself to who does not look at it: search engines, and whoever is sent its address. */
export type PageHead = {
  title: string
  description: string
  type: 'website' | 'article' | 'profile'
  /** The page's own path, where its address may be written in several ways. */
  path: string | null
  /** There is nothing here: answered with 404. */
  isAbsent: boolean
  /** The post that the page is about. */
  post: PostHead | null
}

export type PostHead = {
  id: string
  title: string
  bodyHtml: string
  createdAt: string
  updatedAt: string
  author: { handle: string; displayName: string } | null
  likeCount: number
  commentCount: number
  tags: { name: string }[]
}

/** Where the gateway gathers the head of a page while it writes it; in the browser nobody does. */
export const PageHeadContext = createContext<PageHead | null>(null)

export function usePageHead(said: Partial<PageHead>): void {
  const head = useContext(PageHeadContext)
  if (head) Object.assign(head, said)
}
