import type { Token } from 'markdown-it'

/** What a reader sees of a line's tokens, without their marks: the words of a picture, of a link's end, of a plain text. */
export const wordsOf = (tokens: readonly Token[]): string => tokens.map(wordsOfOne).join('')

function wordsOfOne(token: Token): string {
  switch (token.type) {
    case 'text':
    case 'text_special':
    case 'code_inline':
    case 'html_inline':
      return token.content
    case 'softbreak':
    case 'hardbreak':
      return '\n'
    case 'image':
      return pictureWords(token)
    default:
      return ''
  }
}

/** A picture's words; its address where it has none. */
export function pictureWords(picture: Token): string {
  return wordsOf(picture.children ?? []) || String(picture.attrGet('src') ?? '')
}
