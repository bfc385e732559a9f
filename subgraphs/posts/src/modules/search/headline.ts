// Private-use characters stand for the marks while Postgres and we still handle plain text: they cannot be confused with what was written,
// because they are taken out of it first.
export const beginMark = '\uE000'
export const endMark = '\uE001'
const lessThan = '\uE002'
const ampersand = '\uE003'

/** For translate() in SQL: marks leave the text; what begins a tag or an entity is hidden, because ts_headline leaves tags out. */
export const plainFrom = `<&${beginMark}${endMark}${lessThan}${ampersand}`
export const plainTo = `${lessThan}${ampersand}`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A headline as safe HTML, matches in <mark>. */
export const headlineHtml = (headline: string): string =>
  headline
    .replaceAll(lessThan, '<')
    .replaceAll(ampersand, '&')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
    .replaceAll(beginMark, '<mark>')
    .replaceAll(endMark, '</mark>')
