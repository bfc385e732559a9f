import { characters, isUuid, isVisible, normalText, type Problems } from '@forum/graphql-kit'
import type { Rule, Site } from './site-repository.ts'

export type RuleInput = { id?: string | null | undefined; title: string; text: string }

const [longestName, longestDescription, longestContact] = [60, 1_000, 254]
const [maxRules, longestTitle, longestRule] = [20, 100, 2_000]

/** One line: a name, a title, where to write to. */
export const line = (given: string): string => normalText(given.replace(/\s+/g, ' ').trim(), longestContact)
export const paragraphs = (given: string): string => normalText(given.trim(), longestRule)

export function checkSite(
  problems: Problems,
  { name, description, contact }: Pick<Site, 'name' | 'description' | 'contact'>,
): void {
  problems.check(
    isVisible(name) && characters(name) <= longestName,
    ['name'],
    'NAME_LENGTH',
    `A name has 1 to ${longestName} characters that can be seen.`,
  )
  problems.check(
    characters(description) <= longestDescription,
    ['description'],
    'DESCRIPTION_TOO_LONG',
    `At most ${longestDescription} characters.`,
  )
  problems.check(
    characters(contact) <= longestContact,
    ['contact'],
    'CONTACT_TOO_LONG',
    `At most ${longestContact} characters.`,
  )
}

/** @param known the ids that a rule may have: those of rules that are there */
export function checkRules(problems: Problems, rules: readonly RuleInput[], known: ReadonlySet<string>): void {
  problems.check(rules.length <= maxRules, ['rules'], 'TOO_MANY', `At most ${maxRules} rules.`)
  const seen = new Set<string>()
  rules.slice(0, maxRules).forEach(({ id, title, text }, index) => {
    const path = (field: string) => ['rules', String(index), field]
    problems.check(
      isVisible(title) && characters(title) <= longestTitle,
      path('title'),
      'TITLE_LENGTH',
      `A rule’s title has 1 to ${longestTitle} characters that can be seen.`,
    )
    problems.check(characters(text) <= longestRule, path('text'), 'TEXT_TOO_LONG', `At most ${longestRule} characters.`)
    if (id == null) return
    problems.check(
      isUuid(id) && known.has(id),
      path('id'),
      'RULE_UNKNOWN',
      'There is no such rule. Leave the id out for a new one.',
    )
    problems.check(!seen.has(id), path('id'), 'ID_REPEATED', 'Each rule may be given once.')
    seen.add(id)
  })
}

/** Whether two lists say the same in the same order. */
export const areSameRules = (one: readonly Rule[], other: readonly Rule[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
