// Which address goes. One rule for what is written as a link, as a picture, between angle brackets, or bare.

const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i
const allowed = new Set(['http', 'https', 'mailto'])

/**
 * A link may lead to the web, to a mailbox, or somewhere in the forum. What it may not stays text, so that a reader sees what was meant.
 * The address is encoded already: no blank or control character stands in it that a browser would take away.
 */
export const mayLeadTo = (address: string): boolean => {
  const found = scheme.exec(address)?.[0]
  return found === undefined || allowed.has(found.toLowerCase())
}

const opener = /(?:https?:\/\/|www\.)(?=[\p{L}\p{N}\p{So}])/iuy
// Scripts that put no blank before an address.
const letterBefore =
  /[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]]/v
// Blanks, controls, and the marks of ASCII that no address has.
const asciiEnd = new Set([...Array.from({ length: 33 }, (_, code) => String.fromCharCode(code)), ...'<>"`\u007F'])
// Of other scripts all blanks and punctuation, but the dots inside Catalan and Japanese words.
const end =
  /[\p{Z}\p{C}\u3000-\u3004\u3007-\u303F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65[\p{P}--[\u0021-\u007E\u00B7\u30FB]]]/v
/** Longer ones stay text, so that looking for an end takes bounded time. */
const longest = 2_048
/** As far as a bracket's other end is looked for. */
const longestBracket = 200
const trailing = /[?!.,:;*_~'&]/
const closers: Record<string, string> = { ')': '(', ']': '[' }

/** Whether a bare address begins here. */
export function beginsAddress(text: string, at: number): boolean {
  opener.lastIndex = at
  return opener.test(text) && (at === 0 || !letterBefore.test(characterBefore(text, at)))
}

/**
 * The end of the bare address that begins here; `at` itself when there is none. It ends before a blank or a typographer's mark, before a
 * bracket that it did not open, and never with a sentence's punctuation.
 */
export function addressEnd(text: string, at: number, limit: number): number {
  if (!beginsAddress(text, at)) return at
  const max = at + longest
  const stop = withoutTrailing(text, opener.lastIndex, stopOf(text, opener.lastIndex, Math.min(limit, max)))
  return stop < max && hasGoodHost(text.slice(at, stop)) ? stop : at
}

function stopOf(text: string, from: number, limit: number): number {
  const open: { mark: string; at: number }[] = []
  let at = from
  while (at < limit) {
    const mark = characterAt(text, at)
    if (mark < '\u0080' ? asciiEnd.has(mark) : end.test(mark)) break
    if (mark === '(' || mark === '[') open.push({ mark, at })
    const opened = closers[mark]
    if (opened && open.at(-1)?.mark !== opened) break
    if (open[0] && at - open[0].at > longestBracket) break
    if (opened) open.pop()
    at += mark.length
  }
  return open[0]?.at ?? at
}

const entity = /&[a-z0-9]{1,31};$/i
const longestEntity = 33

function withoutTrailing(text: string, from: number, stop: number): number {
  let at = stop
  while (at > from) {
    const written = entity.exec(text.slice(Math.max(from, at - longestEntity), at))?.[0]
    if (written) at -= written.length
    else if (trailing.test(text[at - 1] ?? '')) at -= 1
    else break
  }
  return at
}

/** GitHub's rule: no underscore in the last two parts of a host's name. */
function hasGoodHost(address: string): boolean {
  const host = address.replace(/^https?:\/\//i, '').split(/[/?#:]/, 1)[0] ?? ''
  return !host
    .split('.')
    .slice(-2)
    .some((part) => part.includes('_'))
}

const characterAt = (text: string, at: number): string => {
  const letter = text.charAt(at)
  return letter < '\uD800' ? letter : String.fromCodePoint(text.codePointAt(at) ?? 0)
}

function characterBefore(text: string, at: number): string {
  const isPair = at > 1 && (text.codePointAt(at - 2) ?? 0) > 0xffff
  return text.slice(isPair ? at - 2 : at - 1, at)
}
