/** Of three people at most, and how many more there are: "Ann, Bob and 3 others". Whoever is gone has a word instead of a name. */
export function namesOf(
  names: readonly string[],
  count: number,
  others: (count: number) => string,
  locale: string,
): string {
  const shown = count > 3 ? names.slice(0, 2) : names.slice(0, 3)
  const rest = count - shown.length
  const parts = rest > 0 ? [...shown, others(rest)] : shown
  return new Intl.ListFormat(locale === 'en' ? 'en-GB' : locale, { type: 'conjunction' }).format(parts)
}
