export type Reason = { ruleId: string | null; reason: string }

/** What was written into ReasonFields; null when it is too long, or neither reason nor rule is given. */
export function readReason(given: FormData): Reason | null {
  const ruleId = String(given.get('rule') ?? '') || null
  const reason = String(given.get('reason')).trim()
  return [...reason].length > 500 || (reason === '' && ruleId === null) ? null : { ruleId, reason }
}
