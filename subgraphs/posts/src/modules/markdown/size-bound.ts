import type { MarkdownIt, Token } from 'markdown-it'
import { HtmlWriter } from './html-writer.ts'
import type { Footnote } from './rules/footnotes.ts'
import { type Construct, type Refusal, refusal } from './too-complex.ts'

// A page is bounded by what was written: a reader's browser, and the stores, carry every byte of it.

const bytesForEach = 12
const bytesForAny = 8 * 1024

type Block = { line: number; construct: Construct; excess: number }

const maxBytes = (body: string): number => bytesForEach * Buffer.byteLength(body) + bytesForAny

export const isTooLong = (html: string, body: string): boolean => Buffer.byteLength(html) > maxBytes(body)

/** Names the block whose page is longest beyond what its lines may have. */
export function tooLongFor(
  md: MarkdownIt,
  body: string,
  tokens: Token[],
  footnotes: ReadonlyMap<string, Footnote>,
): Refusal {
  const writer = new HtmlWriter(md, body, footnotes, true)
  const lines = body.split(/\r\n?|\n/)
  const blocks = topBlocks(tokens).map((block): Block => {
    const [from, to] = block[0]?.map ?? [0, 1]
    const source = Buffer.byteLength(lines.slice(from, to).join('\n'))
    return {
      line: from + 1,
      construct: constructOf(block),
      excess: Buffer.byteLength(writer.blocks(block)) - bytesForEach * source,
    }
  })
  const notes: Block = {
    line: writer.numbered[0]?.line ?? 1,
    construct: 'footnotes',
    excess: Buffer.byteLength(writer.notes()),
  }
  const longest = blocks.reduce((worst, block) => (block.excess > worst.excess ? block : worst), notes)
  const why = 'they make a page more than 12 times as long as the text. Use fewer of them, or write more around them.'
  return refusal(longest.construct, longest.line, why)
}

function topBlocks(tokens: readonly Token[]): Token[][] {
  const blocks: Token[][] = []
  let depth = 0
  for (const token of tokens) {
    if (depth === 0) blocks.push([])
    blocks.at(-1)?.push(token)
    depth += token.nesting
  }
  return blocks
}

const ofBlocks: Record<string, Construct> = {
  table_open: 'table',
  bullet_list_open: 'list',
  ordered_list_open: 'list',
  blockquote_open: 'quotation',
  heading_open: 'heading',
  fence: 'code',
  code_block: 'code',
}
const ofMarks: Record<string, Construct> = {
  link_open: 'links',
  image: 'links',
  footnote_ref: 'footnotes',
  code_inline: 'code',
}

/** What a block is; of a paragraph, and of what holds one line of text, what it has most of. */
function constructOf(block: readonly Token[]): Construct {
  const marks = block.flatMap((token) => (token.children ?? []).flatMap((child) => ofMarks[child.type] ?? []))
  const most = [...Map.groupBy(marks, (mark) => mark)].toSorted(([, one], [, other]) => other.length - one.length)[0]
  if (most && most[1].length > block.length) return most[0]
  return ofBlocks[block[0]?.type ?? ''] ?? most?.[0] ?? 'text'
}
