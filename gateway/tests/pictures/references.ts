import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-wasm'
import { type DrawPicture, openDrawing } from '../../src/post-pictures/drawing/draw-picture.ts'
import type { PictureTask } from '../../src/post-pictures/drawing/picture-svg.ts'

// What pictures look like, a quarter as large. Who changes the drawing runs this file, looks at what it writes, and commits it.

const siteName = 'Social Forum'

export const pictured: Readonly<Record<string, PictureTask>> = {
  english: {
    title: 'What we learned from a year of reading together, and why the garden matters',
    authorName: 'Ann Writer',
    tags: ['garden', 'notes'],
    siteName,
  },
  russian: {
    title: 'Что мы узнали за год совместного чтения и почему важен сад',
    authorName: 'Мария Ковалёва',
    tags: ['сад', 'заметки'],
    siteName,
  },
  mixed: { title: 'Заметки о Postgres 18: VACUUM стал быстрее', authorName: 'Jörg Ёлкин', tags: [], siteName },
  substitutes: { title: 'Hello 👩‍👩‍👧 世界, שלום', authorName: '李明', tags: ['emoji'], siteName },
}

const small = { width: 300, height: 158 } as const

/** A PNG at the size of the references, as RGBA. */
export function pixelsOf(png: Uint8Array): Uint8Array {
  const image = shrink(png)
  try {
    return new Uint8Array(image.pixels)
  } finally {
    image.free()
  }
}

const pathOf = (name: string): string => join(import.meta.dirname, 'references', `${name}.png`)
export const readReference = (name: string): Uint8Array => readFileSync(pathOf(name))

function shrink(png: Uint8Array) {
  const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`
  const size = `width="${small.width}" height="${small.height}"`
  return new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" ${size}><image ${size} href="${href}"/></svg>`).render()
}

function writeReferences(draw: DrawPicture): void {
  for (const [name, task] of Object.entries(pictured)) writeFileSync(pathOf(name), shrink(draw(task)).asPng())
}

if (import.meta.main) writeReferences(await openDrawing())
