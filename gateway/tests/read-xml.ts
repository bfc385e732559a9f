import { SaxesParser } from 'saxes'

export type XmlNode = { name: string; attributes: Record<string, string>; children: XmlNode[]; text: string }

/** Reads a document as strictly as XML 1.0 and its namespaces are; throws for what is not well-formed. */
export function readXml(source: string): XmlNode {
  const top: XmlNode = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([attribute, { value }]) => [attribute, value])
    const node: XmlNode = { name, attributes: Object.fromEntries(values), children: [], text: '' }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('text', (text) => {
    const node = open.at(-1)
    if (node) node.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(source).close()
  const [root] = top.children
  if (!root) throw new Error('the document is empty')
  return root
}

export const all = (node: XmlNode | undefined, name: string): XmlNode[] =>
  node?.children.filter((child) => child.name === name) ?? []
export const textOf = (node: XmlNode | undefined, name: string): string | undefined => all(node, name)[0]?.text
export const hrefOf = (node: XmlNode | undefined, rel: string): string | undefined =>
  all(node, 'link').find(({ attributes }) => attributes.rel === rel)?.attributes.href
