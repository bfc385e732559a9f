import type { MarkdownIt, StateCore, Token } from 'markdown-it'

/** Mail addresses in running text become links. Looked for in whole runs of text: `_` and `-` may have cut them before. */
export function mailboxes(md: MarkdownIt): void {
  md.core.ruler.push('mailboxes', (state) => {
    if (state.env.plainAddresses || !state.src.includes('@')) return
    for (const token of state.tokens) if (token.children) token.children = withMailboxes(state, token.children)
  })
}

function withMailboxes(state: StateCore, children: Token[]): Token[] {
  let links = 0
  return children.flatMap((token) => {
    if (token.type === 'link_open') links += 1
    if (token.type === 'link_close') links -= 1
    return token.type === 'text' && links === 0 && token.content.includes('@') ? split(state, token) : [token]
  })
}

function split(state: StateCore, token: Token): Token[] {
  const parts: Token[] = []
  const text = token.content
  const addText = (content: string) => {
    if (content) parts.push(Object.assign(new state.Token('text', '', 0), { content }))
  }
  let done = 0
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const [start, end] = around(text, at, done)
    if (start === at || end === at + 1) continue
    const mailbox = text.slice(start, end)
    state.env.hasAddresses = true
    addText(text.slice(done, start))
    const open = new state.Token('link_open', 'a', 1)
    open.attrs = [['href', state.md.normalizeLink(`mailto:${mailbox}`)]]
    parts.push(open)
    addText(mailbox)
    parts.push(new state.Token('link_close', 'a', -1))
    done = end
  }
  addText(text.slice(done))
  return parts
}

const local = /[\p{ASCII}&&[A-Za-z0-9._+\-]]/v
const longestLocal = 64
const domain = /[A-Za-z0-9][A-Za-z0-9_-]{0,62}(?:\.[A-Za-z0-9_-]{0,62}[A-Za-z0-9])+(?![\w-])/y

/** Where the mailbox around an `@` begins and ends; an empty side when there is none. */
function around(text: string, at: number, done: number): [start: number, end: number] {
  let start = at
  while (start > done && local.test(text[start - 1] ?? '')) start -= 1
  if (at - start > longestLocal || text[start - 1] === '/') start = at
  domain.lastIndex = at + 1
  const end = domain.test(text) ? domain.lastIndex : at + 1
  return [start, end]
}
