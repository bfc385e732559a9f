import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Colour, colourOf, contrast, groundOf, type Theme, type Tokens, tokensWithin } from './contrast.ts'
import { type Rule, rulesOf } from './styles.ts'

const source = join(import.meta.dirname, '../src')
const sheets = globSync('**/*.css', { cwd: source })
const rules = sheets.flatMap((file) =>
  rulesOf(readFileSync(join(source, file), 'utf8')).map((rule) => ({ ...rule, file })),
)
const [root] = rulesOf(readFileSync(join(source, 'theme/tokens.css'), 'utf8'))
const tokens: Tokens = root?.declarations ?? new Map()
const themes: Theme[] = ['light', 'dark']

/** What text is painted with anywhere, but for what stands on a ground of its own rule alone. */
const tones = [...new Set(rules.flatMap(({ declarations }) => toneOf(declarations)))]
const calmGrounds = ['var(--paper)', 'var(--raised)', 'var(--sunk)']
const soft = 'var(--accent-soft)'

function toneOf(declarations: Rule['declarations']): string[] {
  const colour = declarations.get('color')
  return colour === undefined || ['inherit', 'var(--on-accent)', 'var(--paper)'].includes(colour) ? [] : [colour]
}

function known(value: string, among: Tokens, theme: Theme): Colour {
  const colour = colourOf(value, among, theme)
  if (!colour) throw new Error(`${value} is no colour that this test knows`)
  return colour
}

/** Each tone that is too faint on a ground, with its ratio. */
function faint(ground: string, among: Tokens, theme: Theme): string[] {
  return tones.flatMap((tone) => {
    const ratio = contrast(known(tone, among, theme), known(ground, tokens, theme))
    return ratio < 4.5 ? [`${tone} on ${ground} in the ${theme} theme: ${ratio.toFixed(2)}:1`] : []
  })
}

test('the sheets are read: their tones and their grounds', () => {
  expect(tones).toEqual(expect.arrayContaining(['var(--ink)', 'var(--ink3)', 'var(--signal)', 'var(--code-comment)']))
  expect(rules.filter((rule) => groundOf(rule) === soft).length).toBeGreaterThan(5)
  expect(contrast([0, 0, 0], [1, 1, 1])).toBe(21)
})

test.each(calmGrounds.flatMap((ground) => themes.map((theme) => [ground, theme] as const)))(
  'every tone of text is read on %s, %s',
  (ground, theme) => {
    expect(faint(ground, tokens, theme)).toEqual([])
  },
)

test('on the soft accent a rule says its own colour or steps up the quiet tones for all that stands on it', () => {
  const found = rules
    .filter((rule) => groundOf(rule) === soft)
    .flatMap((rule) =>
      themes.flatMap((theme) => {
        const own = rule.declarations.get('color')
        const complaints = own ? ownFaint(rule, theme) : faint(soft, tokensWithin(rule, tokens), theme)
        return complaints.map((complaint) => `${rule.file} ${rule.selector}: ${complaint}`)
      }),
    )
  expect(found).toEqual([])
})

test('without stepping up the soft accent would be too bold a ground, or this test sees nothing', () => {
  expect(faint(soft, tokens, 'light')).toEqual(expect.arrayContaining([expect.stringContaining('--signal')]))
  expect(faint(soft, tokens, 'dark')).toEqual(expect.arrayContaining([expect.stringContaining('--ink3')]))
})

/** What a rule paints on what it itself lays down. */
function ownFaint(rule: Rule, theme: Theme): string[] {
  const [text, ground] = [rule.declarations.get('color'), groundOf(rule)]
  const [above, below] = [text, ground].map((value) => (value ? colourOf(value, tokens, theme) : null))
  if (!above || !below) return []
  const ratio = contrast(above, below)
  return ratio < 4.5 ? [`${text} on ${ground} in the ${theme} theme: ${ratio.toFixed(2)}:1`] : []
}

test.each(themes)('a rule that says both text and ground is read, %s', (theme) => {
  expect(
    rules.flatMap((rule) => ownFaint(rule, theme).map((line) => `${rule.file} ${rule.selector}: ${line}`)),
  ).toEqual([])
})

test('no ground is unknown: what is not none is a token whose text is looked at here', () => {
  const accents = ['var(--accent)', 'var(--danger)', 'color-mix(in srgb, var(--accent), var(--ink) 14%)']
  // Painted, but never with text upon it: a rail, the shade below a question, the two other patterns of faces, the fade of code, the dot of what is unread.
  const bare = ['none', 'var(--edge)', 'var(--shade)', 'var(--signal)', 'CanvasText']
  const others = rules
    .map((rule) => groundOf(rule) ?? 'none')
    .filter((ground) => !/^linear-gradient|^color-mix\(in srgb, var\(--data-/.test(ground))
    .filter((ground) => ![...calmGrounds, soft, ...accents, ...bare].includes(ground))
  expect(others).toEqual([])
  for (const theme of themes)
    for (const ground of accents) {
      const text = ground === 'var(--danger)' ? 'var(--paper)' : 'var(--on-accent)'
      expect(contrast(known(text, tokens, theme), known(ground, tokens, theme)), ground).toBeGreaterThanOrEqual(4.5)
    }
})

test.each(themes)('edges are seen, %s', (theme) => {
  const grounds = calmGrounds.map((ground) => ({ ground, among: tokens }))
  const stepped = rules
    .filter((rule) => groundOf(rule) === soft && !rule.declarations.has('color'))
    .map((rule) => ({ ground: soft, among: tokensWithin(rule, tokens) }))
  for (const { ground, among } of [...grounds, ...stepped])
    expect(
      contrast(known('var(--edge)', among, theme), known(ground, tokens, theme)),
      `edge on ${ground}`,
    ).toBeGreaterThanOrEqual(3)
})
