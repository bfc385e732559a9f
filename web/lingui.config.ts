import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'ru'],
  catalogs: [{ path: 'src/locales/{locale}/messages', include: ['src'], exclude: ['**/generated/**', '**/*.test.ts'] }],
  format: formatter({ lineNumbers: false, origins: true }),
  orderBy: 'message',
})
