import { batchLoader } from '@forum/graphql-kit'
import type DataLoader from 'dataloader'
import type { InviteService } from './invite-service.ts'

export type InviterLoader = DataLoader<string, { inviterId: string } | null>

/** Who invited somebody, all of a level in one statement; one a request. */
export const inviterLoader = (invites: InviteService): InviterLoader => batchLoader((ids) => invites.invitersOf(ids))
