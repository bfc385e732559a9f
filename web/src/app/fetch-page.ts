import type { ComponentType } from 'react'
import { pageFiles } from './page-files.ts'

const files = import.meta.glob<Record<string, ComponentType>>([
  '../features/*/*Page.tsx',
  '!../features/feed/FeedPage.tsx',
])

/** Fetches the code of a page: when somebody goes there, or comes near the link. */
export async function fetchPage(name: keyof typeof pageFiles): Promise<ComponentType> {
  const file = pageFiles[name]
  const module = await files[`../features/${file}.tsx`]?.()
  const Page = module?.[file.slice(file.indexOf('/') + 1)]
  if (!Page) throw new Error(`features/${file}.tsx exports no page of its name`)
  return Page
}
