import { type Amounts, type Counted, cap, noAmounts } from './amounts.ts'
import { heavyMsOf, isHeavyField } from './heavy-fields.ts'
import type { ListSize } from './list-size.ts'
import { isLongText, longTextCost } from './long-texts.ts'

type Field = { name: string; isText: boolean; isReference: boolean; isHeavy: boolean }

/**
 * Compiles what a field takes with all that is `inside` it, once for each item of its list.
 *
 * @param isReference whether it leads to a thing with an id
 */
export function fieldAmounts(name: string, isReference: boolean, inside: Counted, size: ListSize): Counted {
  const field: Field = { name, isText: isLongText(name), isReference, isHeavy: isHeavyField(name) }
  if (size === null && !field.isText && !isReference && !field.isHeavy) return inside
  if (typeof size !== 'function')
    return typeof inside === 'function' ? (run) => times(field, inside(run), size) : times(field, inside, size)
  return typeof inside === 'function'
    ? (run) => times(field, inside(run), size(run.variables))
    : (run) => times(field, inside, size(run.variables))
}

function times({ name, isText, isReference, isHeavy }: Field, inside: Amounts, items: number | null): Amounts {
  const count = items ?? 1
  return {
    cost: cap((items === null ? inside.cost : items * Math.max(1, inside.cost)) + (isText ? longTextCost : 0)),
    heavyMs: cap(count * inside.heavyMs + (isHeavy ? heavyMsOf(name, count) : 0)),
    references: cap(count * (inside.references + (isReference ? 1 : 0))),
    longTexts: cap(count * inside.longTexts + (isText ? 1 : 0)),
  }
}

/** What is inside a field about the schema costs nothing, but is refused as anywhere else. */
export function introspectionAmounts(name: string, inside: Counted): Counted {
  const amounts = isHeavyField(name) ? { ...noAmounts, heavyMs: heavyMsOf(name, 1) } : noAmounts
  if (typeof inside !== 'function') return amounts
  return (run) => {
    inside(run)
    return amounts
  }
}
