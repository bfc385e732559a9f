import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { openGolos, openLiterata } from './font-files.ts'
import { type PictureTask, pictureSvg } from './picture-svg.ts'
import { Typeface } from './typeface.ts'

export type DrawPicture = (task: PictureTask) => Uint8Array<ArrayBuffer>

/** Opens the fonts and the rasteriser, once a thread; what it gives draws a PNG. The same words give the same bytes on every machine. */
export async function openDrawing(): Promise<DrawPicture> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
  const [literata, golos, thinGolos] = await Promise.all([
    openLiterata(),
    openGolos(500),
    openGolos(400),
    readFile(wasm).then((bytes) => initWasm(new Uint8Array(bytes))),
  ])
  const faces = { title: new Typeface(literata), name: new Typeface(golos), small: new Typeface(thinGolos) }
  return (task) => {
    const picture = new Resvg(pictureSvg(task, faces), { font: { loadSystemFonts: false } })
    const image = picture.render()
    try {
      return new Uint8Array(image.asPng())
    } finally {
      // Memory of WebAssembly is not the collector's.
      image.free()
      picture.free()
    }
  }
}
