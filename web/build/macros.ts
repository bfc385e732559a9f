import { join } from 'node:path'
import { getConfig } from '@lingui/conf'
import babel from '@rolldown/plugin-babel'
import type { PluginOption } from 'vite'

const linguiConfig = getConfig({ cwd: join(import.meta.dirname, '..') })

/** Turns lingui's macros into what they stand for; the unit tests need it as the build does, wherever they are started. */
export const macros = (): PluginOption =>
  babel({
    presets: [
      {
        preset: () => ({ plugins: [['@lingui/babel-plugin-lingui-macro', { linguiConfig }]] }),
        rolldown: { filter: { code: /from ['"]@lingui\/(core|react)\/macro['"]/ } },
      },
    ],
  })
