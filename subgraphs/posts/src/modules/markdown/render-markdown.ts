import type { Element, ElementContent, Root, RootContent, Text } from 'hast'
import rehypeSanitize, { defaultSchema, type Options as SanitizeSchema } from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype, { type Options as RehypeOptions } from 'remark-rehype'
import { unified } from 'unified'
import { cutTo } from './cut-to.ts'
import { footnoteLanguage, footnotesOfTheirText, footnoteWords } from './footnotes.ts'

/** Stored with what was rendered: whoever changes the bytes of the output raises it. */
export const rendererVersion = 2

export type Rendered = {
  /** Sanitised. */
  html: string
  /** What a reader sees, as plain text: what search reads. */
  text: string
  /** The beginning of it on one line, at most 280 characters. */
  excerpt: string
}

const excerptLength = 280

const allowed: SanitizeSchema = {
  ...defaultSchema,
  tagNames: defaultSchema.tagNames?.filter((tag) => tag !== 'img' && tag !== 'picture' && tag !== 'source') ?? [],
  protocols: { href: ['http', 'https', 'mailto'], cite: ['http', 'https'] },
  clobberPrefix: '', // ids come from remark-rehype alone (footnotes), which has prefixed them already
}

const processorWith = (words: RehypeOptions) =>
  unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, words)
    .use(() => imagesBecomeLinks)
    .use(rehypeSanitize, allowed)
    .use(() => linksCarryNothing)
    .use(rehypeStringify)
    .freeze()

const processors = { en: processorWith(footnoteWords.en), ru: processorWith(footnoteWords.ru) }

/** Renders Markdown. Pure: the same text gives the same bytes. Throws RangeError when it nests deeper than the stack. */
export function renderMarkdown(body: string): Rendered {
  const processor = processors[footnoteLanguage(body)]
  const tree = processor.runSync(processor.parse(body))
  footnotesOfTheirText(tree, body)
  const text = plainText(tree)
  return {
    html: processor.stringify(tree),
    text,
    excerpt: cutTo(text.replace(/\s+/g, ' ').trim(), excerptLength),
  }
}

/** Nothing is loaded from elsewhere when a post is read: an image is a link with its alternative text. */
function imagesBecomeLinks(tree: Root): void {
  const replaceIn = (parent: Root | Element, isInLink: boolean) => {
    // A Root's children include doctypes, which an Element's cannot; replacing keeps each list's own kind.
    const children = parent.children as RootContent[]
    children.forEach((child, index) => {
      if (child.type !== 'element') return
      if (child.tagName === 'img') children[index] = linkOf(child, isInLink)
      else replaceIn(child, isInLink || child.tagName === 'a')
    })
  }
  replaceIn(tree, false)
}

function linkOf(image: Element, isInLink: boolean): ElementContent {
  const { src, alt, title } = image.properties
  const words: Text = { type: 'text', value: String(alt || src || '') }
  if (isInLink) return words
  return {
    type: 'element',
    tagName: 'a',
    properties: { href: src, ...(title ? { title } : {}) },
    children: [words],
  }
}

/** After sanitising, so that nothing can take these away. Links inside the text (footnotes) stay as they are. */
function linksCarryNothing(tree: Root): void {
  const visit = (parent: Root | Element) => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue
      const { href } = child.properties
      if (child.tagName === 'a' && typeof href === 'string' && !href.startsWith('#')) {
        child.properties.rel = ['nofollow', 'ugc', 'noopener']
        child.properties.referrerPolicy = 'no-referrer'
      }
      visit(child)
    }
  }
  visit(tree)
}

const blocks = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'tr',
  'pre',
  'blockquote',
  'br',
  'hr',
  'section',
])

/** Marks of footnotes and their hidden heading: part of the page, not of what was said. */
const isFurniture = ({ properties }: Element): boolean =>
  'dataFootnoteRef' in properties || 'dataFootnoteBackref' in properties || String(properties.className) === 'sr-only'

function plainText(tree: Root): string {
  const parts: string[] = []
  const visit = (parent: Root | Element) => {
    for (const child of parent.children) {
      if (child.type === 'text') parts.push(child.value)
      if (child.type !== 'element' || isFurniture(child)) continue
      visit(child)
      if (blocks.has(child.tagName)) parts.push('\n')
      else if (child.tagName === 'td' || child.tagName === 'th') parts.push(' ')
    }
  }
  visit(tree)
  // Line by line: a pattern for blanks before a line's end is quadratic in blanks that end nothing.
  return parts
    .join('')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
    .trimStart()
}
