import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** Puts one small blocking script, hashed like every asset, before the styles: it sets theme and language before the first paint. */
export function earlyScript(path: string): Plugin {
  let serving = false
  let reference = ''
  return {
    name: 'forum-early-script',
    configResolved(config) {
      serving = config.command === 'serve'
    },
    buildStart() {
      if (!serving) reference = this.emitFile({ type: 'asset', name: 'early.js', source: readFileSync(path, 'utf8') })
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, context) {
        const file = Object.values(context.bundle ?? {}).find(
          (output) => output.type === 'asset' && output.names.includes('early.js'),
        )
        const source = serving ? `/${path}` : `/${file?.fileName ?? reference}`
        return html.replace('<!--early-script-->', `<script src="${source}"></script>`)
      },
    },
  }
}
