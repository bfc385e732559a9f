import type { LaterEntry } from './later-list.ts'
import type { SchemaFact, SchemaFacts } from './schema-facts.ts'

export type ContractComparison = {
  /** One sentence for each thing that is wrong; empty when the contract is kept. */
  problems: string[]
  /** Names that this schema has beyond the contract; allowed. */
  additions: string[]
}

/**
 * Compares our schema with the contract: what is missing must be exactly what `later` lists, and what both have must be equal in kind,
 * type, nullability, arguments, defaults, members, interfaces and values.
 */
export function compareContract(
  contract: SchemaFacts,
  ours: SchemaFacts,
  later: readonly LaterEntry[],
): ContractComparison {
  const listed = new Set(later.map(({ name }) => name))
  const problems = later.flatMap((entry) => problemOfEntry(entry, contract, ours))
  for (const [name, fact] of contract) {
    const own = ours.get(name)
    if (!own) {
      const isExplained =
        listed.has(name) || ancestorsOf(name, contract).some((parent) => listed.has(parent) || !ours.has(parent))
      if (!isExplained) problems.push(`${name} is in the contract, missing here, and not listed for later.`)
    } else if (own.says !== fact.says) {
      problems.push(`${name} differs: the contract says "${fact.says}", here it is "${own.says}".`)
    }
  }
  const added = [...ours].filter(([name]) => !contract.has(name))
  for (const [name, fact] of added)
    if (fact.required && fact.parent !== null && contract.has(fact.parent))
      problems.push(`${name} is required here and unknown to the contract, so programs written against it would break.`)
  return { problems, additions: added.map(([name]) => name) }
}

function problemOfEntry({ name, line }: LaterEntry, contract: SchemaFacts, ours: SchemaFacts): string[] {
  if (!contract.has(name))
    return [`${name} (line ${line} of the list) is not in the contract. Remove it from the list.`]
  if (ours.has(name)) return [`${name} (line ${line} of the list) exists here. Remove it from the list.`]
  return []
}

function ancestorsOf(name: string, facts: SchemaFacts): string[] {
  const parents: string[] = []
  for (let fact: SchemaFact | undefined = facts.get(name); fact?.parent; fact = facts.get(fact.parent))
    parents.push(fact.parent)
  return parents
}
