import createParser, { type Renderer, type RendererRule, type Token } from 'markdown-it'
import { escapeAttribute, escapeText } from './escape-html.ts'
import { highlight } from './highlight-code.ts'
import { pictureWords } from './words-of.ts'

const { unescapeAll } = createParser().utils

// How each token is written. Whatever a writer gave comes out of one of the two escapes; tags and attributes are these and no others.

const tags: Record<string, string> = { s: 'del' }
const carriesNothing = 'rel="nofollow ugc noopener" referrerpolicy="no-referrer"'

const attributes = (token: Token): string =>
  (token.attrs ?? []).map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`).join('')

const link = (href: string, title: string | null): string =>
  `<a href="${escapeAttribute(href)}"${title ? ` title="${escapeAttribute(title)}"` : ''} ${carriesNothing}>`

const given = (token: Token, name: string): string => String(token.attrGet(name) ?? '')

const text: RendererRule = (tokens, index) => escapeText(tokens[index]?.content ?? '')

const unescapeInfo = (token: Token | undefined): string => unescapeAll(token?.info ?? '').trim()

const codeBlock: RendererRule = (tokens, index, _options, env) => {
  const [language = '', ...more] = unescapeInfo(tokens[index]).split(/\s+/)
  const code = tokens[index]?.content ?? ''
  const named = language ? ` class="language-${escapeAttribute(language)}"` : ''
  const noted = more.length > 0 ? ` title="${escapeAttribute(more.join(' '))}"` : ''
  const html = (env?.plainCode ? null : highlight(code, language)) ?? escapeText(code)
  return `<pre><code${named}${noted}>${html}</code></pre>\n`
}

/** Nothing is loaded from elsewhere when a text is read: a picture is a link with its words, and in a link the words alone. */
const image: RendererRule = (tokens, index) => {
  const picture = tokens[index]
  if (!picture) return ''
  const words = escapeText(pictureWords(picture))
  return picture.meta?.isInLink === true ? words : `${link(given(picture, 'src'), given(picture, 'title'))}${words}</a>`
}

const htmlRules: Renderer['rules'] = {
  text,
  html_inline: text,
  code_inline: (tokens, index) => `<code>${escapeText(tokens[index]?.content ?? '')}</code>`,
  code_block: codeBlock,
  fence: codeBlock,
  image,
  link_open: (tokens, index) => {
    const token = tokens[index]
    return token ? link(given(token, 'href'), given(token, 'title')) : ''
  },
  // Numbered by whoever writes the text that it stands in.
  footnote_ref: (tokens, index, _options, env) => {
    const [token, write] = [tokens[index], env?.reference]
    return token && typeof write === 'function' ? String(write(token)) : ''
  },
  hr: () => '<hr>\n',
  softbreak: () => '\n',
  hardbreak: () => '<br>\n',
  task_box: (tokens, index) =>
    `<input type="checkbox"${tokens[index]?.meta?.isChecked === true ? ' checked' : ''} disabled>`,
}

/** Opening and closing tags, with the parser's own line breaks between blocks. */
export function writeTags(renderer: Renderer): void {
  renderer.rules = htmlRules
  renderer.renderAttrs = attributes
  const tag = renderer.renderToken.bind(renderer)
  renderer.renderToken = (tokens, index, options) => {
    const token = tokens[index]
    const name = token && tags[token.tag]
    if (name) token.tag = name
    return tag(tokens, index, options)
  }
}
