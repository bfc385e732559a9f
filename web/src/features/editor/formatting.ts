export type Format = 'bold' | 'italic' | 'heading' | 'link' | 'quote' | 'code' | 'bullets' | 'numbered'

export type Selection = { text: string; start: number; end: number }

/** Replace [from, to) by `insert`, then select [selectStart, selectEnd). */
export type Edit = { from: number; to: number; insert: string; selectStart: number; selectEnd: number }

/** What pressing a format does to the selected Markdown; pressing it again takes it back. */
export function format(kind: Format, selection: Selection): Edit {
  switch (kind) {
    case 'bold':
      return wrap(selection, '**')
    case 'italic':
      return wrap(selection, '_')
    case 'code':
      return selection.text.slice(selection.start, selection.end).includes('\n')
        ? fence(selection)
        : wrap(selection, '`')
    case 'link':
      return link(selection)
    case 'heading':
      return prefixLines(selection, /^#{1,6} /, () => '## ')
    case 'quote':
      return prefixLines(selection, /^> ?/, () => '> ')
    case 'bullets':
      return prefixLines(selection, /^[-*] /, () => '- ')
    case 'numbered':
      return prefixLines(selection, /^\d+\. /, (index) => `${index + 1}. `)
  }
}

function wrap({ text, start, end }: Selection, mark: string): Edit {
  const size = mark.length
  const chosen = text.slice(start, end)
  const isWrappedOutside = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark
  if (isWrappedOutside)
    return { from: start - size, to: end + size, insert: chosen, selectStart: start - size, selectEnd: end - size }
  const isWrappedInside = chosen.length >= 2 * size && chosen.startsWith(mark) && chosen.endsWith(mark)
  if (isWrappedInside) {
    const bare = chosen.slice(size, -size)
    return { from: start, to: end, insert: bare, selectStart: start, selectEnd: start + bare.length }
  }
  return { from: start, to: end, insert: `${mark}${chosen}${mark}`, selectStart: start + size, selectEnd: end + size }
}

function fence({ text, start, end }: Selection): Edit {
  const chosen = text.slice(start, end)
  const before = start === 0 || text[start - 1] === '\n' ? '' : '\n'
  const insert = `${before}\`\`\`\n${chosen.replace(/\n$/, '')}\n\`\`\`\n`
  return {
    from: start,
    to: end,
    insert,
    selectStart: start + before.length + 4,
    selectEnd: start + before.length + 4 + chosen.replace(/\n$/, '').length,
  }
}

function link({ text, start, end }: Selection): Edit {
  const chosen = text.slice(start, end)
  const isAddress = /^https?:\/\/\S+$/.test(chosen)
  const words = isAddress ? '' : chosen
  const address = isAddress ? chosen : 'https://'
  const insert = `[${words}](${address})`
  // The caret goes to what is still missing: the words, or the address.
  const selectStart = isAddress ? start + 1 : start + words.length + 3
  return {
    from: start,
    to: end,
    insert,
    selectStart,
    selectEnd: isAddress ? selectStart : selectStart + address.length,
  }
}

function prefixLines({ text, start, end }: Selection, known: RegExp, prefix: (index: number) => string): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', end)
  const to = lineEnd === -1 ? text.length : lineEnd
  const lines = text.slice(from, to).split('\n')
  const isDone = lines.every((line) => known.test(line))
  const insert = lines
    .map((line, index) => (isDone ? line.replace(known, '') : prefix(index) + line.replace(known, '')))
    .join('\n')
  if (start === end) {
    const caret = Math.max(from, start + insert.length - (to - from))
    return { from, to, insert, selectStart: caret, selectEnd: caret }
  }
  return { from, to, insert, selectStart: from, selectEnd: from + insert.length }
}
