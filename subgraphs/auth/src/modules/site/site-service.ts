import {
  forbidden,
  type InvalidInput,
  type PasswordNeeded,
  Problems,
  type RateLimited,
  rateLimited,
  type Viewer,
} from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Ids } from '@forum/service-kit'
import type { AuditService } from '../audit/audit-service.ts'
import type { ProofService } from '../proof/proof-service.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import { writesOf } from '../rate-limits/write-limit.ts'
import type { RegistrationMode, Rule, Site, SiteRepository } from './site-repository.ts'
import { areSameRules, checkRules, checkSite, line, paragraphs, type RuleInput } from './site-rules.ts'

export type { Rule, Site } from './site-repository.ts'

export type SiteDeps = {
  site: SiteRepository
  audit: AuditService
  proofs: ProofService
  limiter: RateLimiter
  ids: Ids
}

export type SiteInput = {
  name?: string | null | undefined
  description?: string | null | undefined
  contact?: string | null | undefined
  registration?: RegistrationMode | null | undefined
  rules?: readonly RuleInput[] | null | undefined
}

type Outcome = { __typename: 'UpdateSiteSuccess'; site: Site } | InvalidInput | RateLimited | PasswordNeeded

/** What the place is: its name, its rules, and how one comes in. Changes hold at once, on every replica. */
export class SiteService {
  readonly #deps: SiteDeps

  constructor(deps: SiteDeps) {
    this.#deps = deps
  }

  read(tx: Sql | null = null): Promise<Site> {
    return this.#deps.site.read(tx)
  }

  rulesByIds(ids: readonly string[]): Promise<Map<string, Rule>> {
    return this.#deps.site.rulesByIds(ids)
  }

  /** @throws FORBIDDEN for all but admins */
  async update(viewer: Viewer, input: SiteInput, address: string): Promise<Outcome> {
    const { site, proofs, limiter } = this.#deps
    if (viewer.role !== 'ADMIN') throw forbidden('Only admins may change the place.')
    const needed = await proofs.demand(viewer)
    if (needed) return needed
    const limit = await limiter.take([writesOf(viewer.id)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    const known = new Set((input.rules ?? []).flatMap(({ id }) => (id ? [id.toLowerCase()] : [])))
    const found = await site.rulesByIds([...known].filter((id) => /^[0-9a-f-]{36}$/.test(id)))
    return site.transaction((tx) => this.#update(tx, viewer, input, { known: new Set(found.keys()), address }))
  }

  async #update(
    tx: Sql,
    viewer: Viewer,
    input: SiteInput,
    { known, address }: { known: ReadonlySet<string>; address: string },
  ): Promise<Outcome> {
    const { site, audit, ids } = this.#deps
    await site.lock(tx)
    const before = await site.read(tx)
    const texts = {
      name: input.name == null ? before.name : line(input.name),
      description: input.description == null ? before.description : paragraphs(input.description),
      contact: input.contact == null ? before.contact : line(input.contact),
    }
    const given = (input.rules ?? before.rules).map(({ id, title, text }) => ({
      id: id?.toLowerCase() ?? null,
      title: line(title),
      text: paragraphs(text),
    }))
    const problems = new Problems()
    checkSite(problems, texts)
    if (input.rules) checkRules(problems, given, known)
    const refused = problems.outcome()
    if (refused) return refused
    const rules = given.map(({ id, title, text }) => ({ id: id ?? ids.next(), title, text }))
    const isNew = !areSameRules(before.rules, rules)
    const after: Site = {
      ...texts,
      registration: input.registration ?? before.registration,
      rulesVersion: before.rulesVersion + (isNew ? 1 : 0),
      rules,
    }
    await site.write(tx, after)
    if (isNew) await site.writeRules(tx, rules)
    await audit.write(tx, { kind: 'SITE_CHANGED', by: viewer.id, detail: changesOf(before, after).join(', '), address })
    return { __typename: 'UpdateSiteSuccess', site: after }
  }
}

/** What changed, by its names: the texts themselves are not for the log. */
function changesOf(before: Site, after: Site): string[] {
  const names = ['name', 'description', 'contact'] as const
  return [
    ...names.filter((name) => before[name] !== after[name]),
    ...(before.registration === after.registration
      ? []
      : [`registration ${before.registration} to ${after.registration}`]),
    ...(before.rulesVersion === after.rulesVersion ? [] : [`rules ${after.rulesVersion}`]),
  ]
}
