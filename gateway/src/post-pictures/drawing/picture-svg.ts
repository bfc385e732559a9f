import { pictureSize } from '../post-picture.ts'
import { type Measure, shorten } from './break-lines.ts'
import { cleanText } from './clean-text.ts'
import { fitTitle } from './fit-title.ts'
import type { Typeface } from './typeface.ts'

export type PictureTask = { title: string; authorName: string | null; tags: readonly string[]; siteName: string }
export type Typefaces = { title: Typeface; name: Typeface; small: Typeface }

// The colours of paper: the web app's light theme, which a preview in somebody's chat cannot follow into the dark.
const colour = {
  paper: '#FAF8F3',
  ink: '#1D1B17',
  ink2: '#57534A',
  edge: '#8A8477',
  rule: '#E3DED2',
  accent: '#0B6652',
}
const side = 80
const width = pictureSize.width - 2 * side
/** Where the title may stand, between the wordmark and the rule. */
const titleBox = { top: 150, bottom: 500, width, height: 350 }
const ruleAt = 520
const bylineAt = 573
const placeSize = 31

/** The mark of the web app's favicon, 32 units wide. */
const mark = `<rect width="32" height="32" rx="6" fill="${colour.accent}"/><path d="M8 10h16M8 16h16M8 22h9" stroke="${colour.paper}" stroke-width="2.6" stroke-linecap="round"/>`

/** A picture of paths alone: no text and no reference is in it, so that nothing of what people wrote is ever markup. */
export function pictureSvg({ title, authorName, tags, siteName }: PictureTask, faces: Typefaces): string {
  const place = shorten(cleanText(siteName, 60), (width - 66) / placeSize, remembering(faces.title))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureSize.width}" height="${pictureSize.height}">`,
    `<rect width="100%" height="100%" fill="${colour.paper}"/>`,
    `<g transform="translate(${side} 62) scale(1.5)">${mark}</g>`,
    line(faces.title, place, { x: side + 66, y: 97, size: placeSize, fill: colour.ink }),
    ...titleLines(cleanText(title, 300), faces.title),
    `<rect x="${side}" y="${ruleAt}" width="${width}" height="2" fill="${colour.rule}"/>`,
    ...byline(cleanText(authorName ?? '', 60), tags, faces),
    '</svg>',
  ].join('')
}

function titleLines(title: string, face: Typeface): string[] {
  const { size, lineHeight, lines } = fitTitle(title, titleBox, remembering(face))
  // Centred by its capitals, a little above the middle, where the eye looks for it.
  const inkHeight = (lines.length - 1) * lineHeight + size * 0.7
  const first = titleBox.top + (titleBox.height - inkHeight) * 0.48 + size * 0.7
  return lines.map((text, index) =>
    line(face, text, { x: side, y: first + index * lineHeight, size, fill: colour.ink }),
  )
}

function byline(name: string, tags: readonly string[], { name: nameFace, small }: Typefaces): string[] {
  const [nameSize, tagSize, gap] = [30, 26, 48]
  const shown = shorten(name, (tags.length > 0 ? width * 0.6 : width) / nameSize, remembering(nameFace))
  const nameWidth = nameFace.widthOf(shown) * nameSize
  const named = line(nameFace, shown, { x: side, y: bylineAt, size: nameSize, fill: colour.ink })
  const words = cleanText(tags.slice(0, 5).join(', '), 120)
  if (!words) return [named]
  const listed = shorten(words, (width - nameWidth - gap) / tagSize, remembering(small))
  const x = pictureSize.width - side - small.widthOf(listed) * tagSize
  return [named, line(small, listed, { x, y: bylineAt, size: tagSize, fill: colour.ink2 })]
}

type Place = { x: number; y: number; size: number; fill: string }

function line(face: Typeface, text: string, { x, y, size, fill }: Place): string {
  return face
    .set(text)
    .outlines.map((outline) => {
      const scale = outline.scale * size
      const at = `${round(x + outline.x * size)} ${round(y - outline.y * size)}`
      const ink = outline.isSubstitute ? colour.edge : fill
      return `<path fill="${ink}" transform="translate(${at}) scale(${scale} ${-scale})" d="${outline.path}"/>`
    })
    .join('')
}

const round = (value: number): number => Math.round(value * 100) / 100

/** The same beginnings are measured for every size of a title. Kept for one picture. */
function remembering(face: Typeface): Measure {
  const widths = new Map<string, number>()
  return (text) => {
    const known = widths.get(text)
    if (known !== undefined) return known
    const measured = face.widthOf(text)
    widths.set(text, measured)
    return measured
  }
}
