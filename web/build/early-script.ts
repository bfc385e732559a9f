import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/**
 * Puts first what the first paint waits for: the styles, and one small blocking script, hashed like every asset, which sets theme and language. A
 * browser that speaks HTTP/1.1 asks for six things at a time, in the order in which they stand; what is for later must not go before.
 */
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
        const styles: string[] = []
        const rest = html.replace(/<link rel="stylesheet"[^>]*>\s*/g, (link) => {
          styles.push(link.trim())
          return ''
        })
        return rest.replace('<!--first-->', [...styles, `<script src="${source}"></script>`].join('\n    '))
      },
    },
  }
}
