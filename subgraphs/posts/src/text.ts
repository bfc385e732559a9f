/** Length as people and Postgres count it: in code points. */
export function characters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** Postgres keeps no NUL, and nobody can see one. */
export const hasNul = (text: string): boolean => text.includes('\u0000')

/** What may not stand in one line. */
export const hasControlCharacters = (text: string): boolean => /\p{Cc}/u.test(text)

/** At most so many code points; an ellipsis says that there was more. */
export function cutTo(text: string, limit: number): string {
  if (text.length <= limit) return text
  const points = [...text]
  return points.length <= limit
    ? text
    : `${points
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
}
