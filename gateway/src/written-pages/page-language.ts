import { type Language, languages } from './rendered-page.ts'

/** The language that the reader chose (cookie `forum.language`), else the first of Accept-Language that we speak, else English. */
export function pageLanguage(headers: {
  cookie?: string | undefined
  'accept-language'?: string | undefined
}): Language {
  const chosen = /(?:^|;\s*)forum\.language=([a-z]{2})(?:;|$)/.exec(headers.cookie ?? '')?.[1]
  return languageOf(chosen) ?? accepted(headers['accept-language'] ?? '') ?? 'en'
}

const languageOf = (tag: string | undefined): Language | undefined => languages.find((language) => language === tag)

/** RFC 9110, 12.5.4: by their weights; those of one weight in their order. */
function accepted(header: string): Language | undefined {
  return header
    .slice(0, 1_000)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find((text) => text !== undefined)
      return { language: languageOf(tag.slice(0, 2).toLowerCase()), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .toSorted((one, other) => other.weight - one.weight)[0]?.language
}
