import type { MarkdownIt, StateInline } from 'markdown-it'
import { addressEnd, beginsAddress } from './addresses.ts'

/** `env.hasAddresses` tells that there were some. With `env.plainAddresses` they stay text, for a text whose links would make too long a page. */
export function bareLinks(md: MarkdownIt): void {
  md.inline.ruler.at('text', plainRun)
  md.inline.ruler.before('text', 'bare_link', bareLink)
}

function bareLink(state: StateInline, silent: boolean): boolean {
  if (!isAddressLetter(state.src.charCodeAt(state.pos))) return false
  const end = addressEnd(state.src, state.pos, state.posMax)
  if (end === state.pos) return false
  const words = state.src.slice(state.pos, end)
  state.pos = end
  if (silent) return true
  if (state.env.plainAddresses || state.linkLevel > 0) state.pending += words
  else {
    state.env.hasAddresses = true
    const href = state.md.normalizeLink(/^www/i.test(words) ? `http://${words}` : words)
    state.push('link_open', 'a', 1).attrs = [['href', href]]
    state.push('text', '', 0).content = words
    state.push('link_close', 'a', -1)
  }
  return true
}

const isAddressLetter = (code: number): boolean => code === 0x68 || code === 0x48 || code === 0x77 || code === 0x57

const special = new Set([...'\n!#$%&*+-:<=>@[\\]^_`{}~'].map((mark) => mark.charCodeAt(0)))

/** A run of letters that mean nothing in Markdown, up to the next that may, or to an address. */
function plainRun(state: StateInline, silent: boolean): boolean {
  let at = state.pos
  while (at < state.posMax) {
    const code = state.src.charCodeAt(at)
    if (special.has(code)) break
    if (at > state.pos && isAddressLetter(code) && beginsAddress(state.src, at)) break
    at += 1
  }
  if (at === state.pos) return false
  if (!silent) state.pending += state.src.slice(state.pos, at)
  state.pos = at
  return true
}
