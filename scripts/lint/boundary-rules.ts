import type { Place } from './source-path.ts'

type BoundaryRule = (from: Place, to: Place, typeOnly: boolean) => string | false

const services = ['subgraphs/auth', 'subgraphs/posts', 'subgraphs/stats', 'gateway']
const apps = [...services, 'web']

/** The first boundary that an import from one file to another crosses, as a sentence with the way out, or null. */
export function brokenBoundary(from: Place, to: Place, typeOnly: boolean): string | null {
  for (const rule of rules) {
    const message = rule(from, to, typeOnly)
    if (message) return message
  }
  return null
}

const rules: BoundaryRule[] = [
  function servicesShareOnlyPackages(from, to) {
    if (!apps.includes(from.root) || !apps.includes(to.root) || from.root === to.root) return false
    return `${from.root} may not import ${to.root}: services share only packages/ and proto/. Move what both need to a package, or ask over the API.`
  },
  function packagesStandBelow(from, to) {
    if (!from.root.startsWith('packages/') || to.root.startsWith('packages/') || isTest(from)) return false
    return `A package may not import ${to.root}: services use packages, never the other way round.`
  },
  function webKnowsOnlyTheSchema(from, to) {
    if (from.root !== 'web' || to.root === 'web') return false
    return 'web takes its types only from docs/schema.graphql: use the generated types, not server code.'
  },
  function modulesKeepTheirRepository(from, to) {
    if (from.root !== to.root || !isRepository(to) || isTest(from)) return false
    if (!from.module || !to.module || from.module === to.module) return false
    return `Module ${from.module} may not import the repository of ${to.module}: call its service.`
  },
  function resolversCallServices(from, to, typeOnly) {
    if (!isResolvers(from) || !isRepository(to)) return false
    if (typeOnly && from.module === to.module) return false // the shape of a row, not a way to the database
    return 'Resolvers may not import a repository: call the service, which holds the rule.'
  },
  function servicesStandBelowResolvers(from, to) {
    if (!(isService(from) || isRepository(from)) || !isResolvers(to)) return false
    return 'Dependencies point one way, resolvers -> service -> repository: this import points back.'
  },
  function repositoriesStandBelowServices(from, to) {
    if (!isRepository(from) || !isService(to)) return false
    return 'A repository may not import a service: dependencies point one way, resolvers -> service -> repository.'
  },
]

const isTest = (place: Place) => /\.(test|e2e|spec)\.tsx?$/.test(place.file) || place.path.includes('/tests/')
const isResolvers = (place: Place) => /(^|-)resolvers\.ts$/.test(place.file)
const isService = (place: Place) => place.file.endsWith('-service.ts')
const isRepository = (place: Place) => place.file.endsWith('-repository.ts')
