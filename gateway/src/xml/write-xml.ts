/** What is XML already; a string is text, and is escaped wherever it stands. */
export type Xml = { readonly xml: string }

type Attributes = Readonly<Record<string, string | null>>

// Atom and sitemaps are a handful of elements of one shape each. Writing them takes the two rules below, and a library for it would have
// to be given the first of them anyway: those at hand leave the characters in that no XML may hold.

/** Whatever is no Char of XML 1.0 (2.2): most controls, halves of surrogate pairs, U+FFFE and U+FFFF. No escape can name them. */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu
/** Readers make a line feed of a bare carriage return, and blanks of both in attributes. */
const special = /[&<>"'\r]/g
const specialInAttributes = /[&<>"'\t\n\r]/g

const reference = (character: string): string => `&#${character.charCodeAt(0)};`

const escapeText = (text: string): string => text.replace(forbidden, '').replace(special, reference)

const escapeAttribute = (text: string): string => text.replace(forbidden, '').replace(specialInAttributes, reference)

/** One element. Attributes and children that are null are left out. */
export function element(name: string, attributes: Attributes = {}, ...children: (string | Xml | null)[]): Xml {
  const given = Object.entries(attributes)
    .flatMap(([attribute, value]) => (value === null ? [] : ` ${attribute}="${escapeAttribute(value)}"`))
    .join('')
  const inside = children
    .map((child) => (child === null ? '' : typeof child === 'string' ? escapeText(child) : child.xml))
    .join('')
  return { xml: inside === '' ? `<${name}${given}/>` : `<${name}${given}>${inside}</${name}>` }
}

export const xmlDocument = (root: Xml): string => `<?xml version="1.0" encoding="utf-8"?>\n${root.xml}\n`
