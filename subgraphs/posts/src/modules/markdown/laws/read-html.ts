import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

const inline = new Set(['a', 'code', 'del', 'em', 'span', 'strong', 'sup', 'input'])

/** What a browser makes of a rendered text. */
export type ReadHtml = { text: string; elements: Element[]; others: string[] }

export function readHtml(html: string): ReadHtml {
  const read: ReadHtml = { text: '', elements: [], others: [] }
  const visit = (nodes: readonly Node[]) => {
    for (const node of nodes) {
      if ('value' in node) read.text += node.value
      else if ('tagName' in node) {
        read.elements.push(node)
        visit(node.childNodes)
        if (!inline.has(node.tagName)) read.text += '\n'
      } else read.others.push(node.nodeName)
    }
  }
  visit(parseFragment(html).childNodes)
  return read
}

export const valuesOf = ({ elements }: ReadHtml, names: readonly string[]): string[] =>
  elements.flatMap(({ attrs }) => attrs.filter(({ name }) => names.includes(name)).map(({ value }) => value))
