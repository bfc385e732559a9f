import { batchLoader } from '@forum/graphql-kit'
import type DataLoader from 'dataloader'
import type { RunningSuspension } from './suspension-repository.ts'
import type { SuspensionService } from './suspension-service.ts'

export type SuspensionLoader = DataLoader<string, RunningSuspension | null>

/** How people are suspended now, all of a level in one statement; one a request. */
export const suspensionLoader = (suspensions: SuspensionService): SuspensionLoader =>
  batchLoader((ids) => suspensions.runningOf(ids))
