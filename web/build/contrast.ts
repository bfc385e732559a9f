import type { Rule } from './styles.ts'

export type Theme = 'light' | 'dark'
export type Colour = [red: number, green: number, blue: number]
/** What `var(--name)` stands for, as written. */
export type Tokens = ReadonlyMap<string, string>

/** The colour that a value has in a theme; null where it is none of its own (`none`, `inherit`, a system colour). */
export function colourOf(value: string, tokens: Tokens, theme: Theme): Colour | null {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(value)
  if (hex) return [channel(hex[1]), channel(hex[2]), channel(hex[3])]
  const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1]
  if (name) {
    const meant = tokens.get(name)
    if (meant === undefined) throw new Error(`${name} is not among the tokens`)
    return colourOf(meant, tokens, theme)
  }
  const [, light, dark] = /^light-dark\((.+?), (.+)\)$/.exec(value) ?? []
  if (light && dark) return colourOf(theme === 'light' ? light : dark, tokens, theme)
  const [, one, other, share] = /^color-mix\(in srgb, (.+), (.+) (\d+)%\)$/.exec(value) ?? []
  if (one && other) return mixed(colourOf(one, tokens, theme), colourOf(other, tokens, theme), Number(share) / 100)
  return null
}

function channel(digits = ''): number {
  return Number.parseInt(digits, 16) / 255
}

function mixed(one: Colour | null, other: Colour | null, share: number): Colour | null {
  if (!one || !other) return null
  const [red, green, blue] = one
  const mix = (from: number, to: number) => from * (1 - share) + to * share
  return [mix(red, other[0]), mix(green, other[1]), mix(blue, other[2])]
}

/** WCAG 2.2's contrast ratio, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: Colour): number {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  const [red, green, blue] = colour
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** What a rule paints behind its text, as written. */
export const groundOf = ({ declarations }: Rule) =>
  declarations.get('background') ?? declarations.get('background-color')

/** The tokens as the descendants of a rule see them. */
export function tokensWithin(rule: Rule, tokens: Tokens): Tokens {
  return new Map([...tokens, ...[...rule.declarations].filter(([property]) => property.startsWith('--'))])
}
