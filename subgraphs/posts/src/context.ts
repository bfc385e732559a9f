import { LongTexts, type SubgraphRequest, type Viewer } from '@forum/graphql-kit'
import { createLoaders, type Loaders } from './loaders.ts'
import type { Services } from './services.ts'

/** What a resolver gets. */
export type Context = {
  readonly viewer: Viewer | null
  readonly visitorId: string | null
  readonly services: Services
  readonly loaders: Loaders
  readonly longTexts: LongTexts
  /** After a mutation: what was loaded before it may no longer hold. */
  forgetLoaded(): void
}

export function createContext(
  services: Services,
  { viewer, visitorId }: Pick<SubgraphRequest, 'viewer' | 'visitorId'>,
): Context {
  const load = () => createLoaders(services, viewer)
  let loaders = load()
  return {
    viewer,
    visitorId,
    services,
    longTexts: new LongTexts(),
    get loaders() {
      return loaders
    },
    forgetLoaded() {
      loaders = load()
    },
  }
}
