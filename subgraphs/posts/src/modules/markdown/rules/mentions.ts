import type { MarkdownIt, StateCore, Token } from 'markdown-it'

/** `@handle` that stands by itself: not in a word of any script, an address, a path, or another name. */
const mention = /(?<![\p{L}\p{N}\p{M}_@/.+-])@([a-z0-9_]{3,30})(?![\p{L}\p{N}\p{M}_@/]|[.-][\p{L}\p{N}])/giu

/**
 * `@handle` becomes a link to its person where `env.handles` has the handle; who was linked goes into `env.mentioned`. After mail addresses, in
 * whole runs of text. With `env.plainAddresses` all stay text.
 */
export function mentions(md: MarkdownIt): void {
  md.core.ruler.push('mentions', (state) => {
    const { handles, mentioned, plainAddresses } = state.env
    if (plainAddresses || !(handles instanceof Set) || !(mentioned instanceof Set) || handles.size === 0) return
    const people = { handles, mentioned }
    for (const token of state.tokens) if (token.children) token.children = withMentions(state, token.children, people)
  })
}

type People = { handles: ReadonlySet<string>; mentioned: Set<string> }

function withMentions(state: StateCore, children: Token[], people: People): Token[] {
  let links = 0
  return children.flatMap((token) => {
    if (token.type === 'link_open') links += 1
    if (token.type === 'link_close') links -= 1
    return token.type === 'text' && links === 0 && token.content.includes('@') ? split(state, token, people) : [token]
  })
}

function split(state: StateCore, token: Token, { handles, mentioned }: People): Token[] {
  const parts: Token[] = []
  const text = token.content
  const addText = (content: string) => {
    if (content) parts.push(Object.assign(new state.Token('text', '', 0), { content }))
  }
  let done = 0
  for (const { index, 0: written, 1: name = '' } of text.matchAll(mention)) {
    const handle = name.toLowerCase()
    if (!handles.has(handle)) continue
    state.env.hasAddresses = true
    mentioned.add(handle)
    addText(text.slice(done, index))
    const open = new state.Token('link_open', 'a', 1)
    open.attrs = [['href', `/u/${handle}`]]
    parts.push(open)
    addText(written)
    parts.push(new state.Token('link_close', 'a', -1))
    done = index + written.length
  }
  addText(text.slice(done))
  return parts
}
