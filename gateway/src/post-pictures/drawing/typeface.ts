import { Buffer, shape } from 'harfbuzzjs'
import { graphemesOf } from './clean-text.ts'
import type { FontFile } from './font-files.ts'

/** A glyph's outline in the units of its font, y upwards, and where it stands: in ems from the beginning of the text. */
export type Outline = { path: string; x: number; y: number; scale: number; isSubstitute: boolean }
export type SetText = { width: number; outlines: readonly Outline[] }

type Run = { file: FontFile | null; text: string }

/** A box as high as a capital, as an outline of a thousand units: the inner one runs the other way round. */
const box = { advance: 0.68, path: 'M70 0H610V680H70ZM110 40V640H570V40Z' }

const isMark = (character: string): boolean => /^\p{M}$/u.test(character)
const isInvisible = (character: string): boolean => /^\p{Default_Ignorable_Code_Point}$/u.test(character)

/** A font of several files, each of some scripts, and a box for what none of them has. */
export class Typeface {
  readonly #files: readonly FontFile[]
  /** One for all: what HarfBuzz holds is given back only when the collector comes. */
  readonly #buffer = new Buffer()

  constructor(files: readonly FontFile[]) {
    this.#files = files
  }

  /** In ems. */
  widthOf(text: string): number {
    return this.set(text).width
  }

  set(text: string): SetText {
    let width = 0
    const outlines: Outline[] = []
    for (const { file, text: part } of this.#runs(text)) {
      if (file) width = this.#shape(file, part, width, outlines)
      else {
        outlines.push({ path: box.path, x: width, y: 0, scale: 0.001, isSubstitute: true })
        width += box.advance
      }
    }
    return { width, outlines }
  }

  /** Neighbours of one file are shaped together; each grapheme that has no file is a run of its own. */
  #runs(text: string): Run[] {
    const runs: Run[] = []
    for (const grapheme of graphemesOf(text)) {
      const last = runs.at(-1)
      const run = this.#runOf(grapheme, last?.file ?? null)
      if (last?.file && last.file === run.file) last.text += run.text
      else runs.push(run)
    }
    return runs
  }

  /** The file that has all of a grapheme, else one that has its letter, which loses the marks that are not there. */
  #runOf(grapheme: string, preferred: FontFile | null): Run {
    const characters = [...grapheme].filter((character) => !isInvisible(character))
    if (characters.length === 0) return { file: preferred, text: '' }
    const files = preferred ? [preferred, ...this.#files] : this.#files
    const has = (file: FontFile, character: string) => file.covers.has(character.codePointAt(0) ?? 0)
    const whole = files.find((file) => characters.every((character) => has(file, character)))
    if (whole) return { file: whole, text: characters.join('') }
    const [letter = '', ...more] = characters
    const partly = more.every(isMark) ? files.find((file) => has(file, letter)) : undefined
    return partly
      ? { file: partly, text: characters.filter((character) => has(partly, character)).join('') }
      : { file: null, text: grapheme }
  }

  #shape({ font, unitsPerEm }: FontFile, text: string, start: number, outlines: Outline[]): number {
    const buffer = this.#buffer
    buffer.reset()
    buffer.addText(text)
    buffer.guessSegmentProperties()
    shape(font, buffer)
    const scale = 1 / unitsPerEm
    const positions = buffer.getGlyphPositions()
    let x = start
    for (const [index, { codepoint: glyph }] of buffer.getGlyphInfos().entries()) {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {}
      const path = font.glyphToPath(glyph)
      if (path) outlines.push({ path, x: x + xOffset * scale, y: yOffset * scale, scale, isSubstitute: false })
      x += xAdvance * scale
    }
    return x
  }
}
