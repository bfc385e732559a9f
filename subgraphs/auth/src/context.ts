import type { Viewer } from '@forum/graphql-kit'
import type { AddresseeLoader } from './modules/accounts/addressee-loader.ts'
import type { PeopleLoader } from './modules/accounts/people-loader.ts'
import type { InviterLoader } from './modules/invites/inviter-loader.ts'
import type { Caller } from './modules/sessions/caller.ts'
import type { RuleLoader } from './modules/site/rule-loader.ts'
import type { SuspensionLoader } from './modules/suspensions/suspension-loader.ts'
import type { Services } from './services.ts'

/** What a resolver gets. */
export type Context = {
  viewer: Viewer | null
  caller: Caller
  services: Services
  loaders: {
    people: PeopleLoader
    addressees: AddresseeLoader
    rules: RuleLoader
    inviters: InviterLoader
    suspensions: SuspensionLoader
  }
}
