import type { Page } from '../pages/page-list.ts'
import { named, pageList } from '../pages/page-list.ts'
import type { World } from '../pages/world.ts'
import type { Sights } from './sights.ts'

/** A page of the web app in a grown forum, and who reads it: of the readers, those from one place to another. */
export type GrowthPage = {
  name: string
  page: Page
  readers: readonly [from: number, until: number]
  sees: (sights: Sights) => Partial<World>
}

const followers500 = [0, 20] as const
const followers5000 = [20, 40] as const

function growthPage(
  name: string,
  of: string,
  sees: GrowthPage['sees'] = () => ({}),
  readers: GrowthPage['readers'] = followers500,
): GrowthPage {
  const page = pageList.find((one) => one.name === of)
  if (!page) throw new Error(`there is no page ${of}`)
  return { name, page, readers, sees }
}

const tag: Page = {
  name: 'tag',
  isSignedIn: true,
  asks: (documents) => [
    { document: named(documents, 'Tag'), variables: { name: 'everything' } },
    { document: named(documents, 'Feed'), variables: { kind: 'LATEST', tag: 'everything' } },
  ],
}

export const growthPages: readonly GrowthPage[] = [
  growthPage('feed', 'feed'),
  growthPage('active', 'active'),
  growthPage('following500', 'following'),
  growthPage('following5000', 'following', undefined, followers5000),
  growthPage('thread10000', 'thread', ({ longThread }) => ({ posts: [longThread] })),
  growthPage('thread', 'thread', ({ usual }) => ({ posts: usual })),
  growthPage('profile20000', 'profile', ({ famous }) => ({ handles: [famous] })),
  { name: 'tag', page: tag, readers: followers500, sees: () => ({}) },
  growthPage('search_rare', 'search', () => ({ words: ['zanzibar'] })),
  growthPage('search_common', 'search', () => ({ words: ['rainwater'] })),
  growthPage('search_none', 'search', () => ({ words: ['nowhere'] })),
  growthPage('statistics', 'statistics'),
]
