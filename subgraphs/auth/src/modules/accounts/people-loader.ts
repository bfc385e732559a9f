import { batchLoader } from '@forum/graphql-kit'
import type DataLoader from 'dataloader'
import type { Person } from './account-repository.ts'
import type { AccountService } from './account-service.ts'

export type PeopleLoader = DataLoader<string, Person | null>

/** People by id, all of a level in one statement; one a request. */
export const peopleLoader = (accounts: AccountService): PeopleLoader => batchLoader((ids) => accounts.byIds(ids))

/** Who asks, as they see themselves: somebody who is leaving is shown to nobody else. */
export async function oneselfOf(people: PeopleLoader, accounts: AccountService, id: string): Promise<Person> {
  const person = (await people.load(id)) ?? (await accounts.oneself(id))
  if (!person) throw new Error(`account ${id} has a session and no row`)
  return person
}
