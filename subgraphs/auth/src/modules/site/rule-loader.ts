import { batchLoader } from '@forum/graphql-kit'
import type DataLoader from 'dataloader'
import type { Rule, SiteService } from './site-service.ts'

export type RuleLoader = DataLoader<string, Rule | null>

/** Rules by id, retired ones too, all of a level in one statement; one a request. */
export const ruleLoader = (site: SiteService): RuleLoader => batchLoader((ids) => site.rulesByIds(ids))
