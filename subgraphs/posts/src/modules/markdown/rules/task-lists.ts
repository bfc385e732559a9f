import type { MarkdownIt, StateCore, Token } from 'markdown-it'

const box = /^\[[ xX]\](?=[ \t])/

/** A list's item that begins with `[ ]` or `[x]` has a box, which nobody can tick. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.push('task_lists', (state) => {
    const lists: Token[] = []
    state.tokens.forEach((token, index) => {
      if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open') lists.push(token)
      if (token.type === 'bullet_list_close' || token.type === 'ordered_list_close') lists.pop()
      const item = state.tokens[index - 2]
      if (token.type !== 'inline' || item?.type !== 'list_item_open' || !addBox(state, token)) return
      item.attrSet('class', 'task-list-item')
      lists.at(-1)?.attrSet('class', 'contains-task-list')
    })
  })
}

function addBox(state: StateCore, { content, children }: Token): boolean {
  const text = children?.[0]
  const found = box.exec(content)?.[0]
  if (!found || text?.type !== 'text' || !text.content.startsWith(found)) return false
  text.content = text.content.slice(found.length)
  const checkbox = new state.Token('task_box', 'input', 0)
  checkbox.meta = { isChecked: found !== '[ ]' }
  children?.unshift(checkbox)
  return true
}
