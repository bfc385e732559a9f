import { batchLoader } from '@forum/graphql-kit'
import type DataLoader from 'dataloader'
import type { AccountService, Addressee } from './account-service.ts'

export type AddresseeLoader = DataLoader<string, Addressee | null>

/** How mail reaches the viewer, read once a request; only a Viewer's resolvers may ask. */
export const addresseeLoader = (accounts: AccountService): AddresseeLoader =>
  batchLoader((ids) => accounts.addressees(ids))

/** Somebody who must be there: accounts are never deleted from their table. */
export async function addresseeOf(addressees: AddresseeLoader, id: string): Promise<Addressee> {
  const found = await addressees.load(id)
  if (!found) throw new Error(`account ${id} has a session and no row`)
  return found
}
