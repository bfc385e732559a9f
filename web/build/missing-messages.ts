import { getCatalogs } from '@lingui/cli/api'
import { getConfig } from '@lingui/conf'

/** Each sentence of the source that a catalogue lacks, or has without its translation. */
export async function missingMessages(): Promise<string[]> {
  const config = getConfig({ cwd: process.cwd() })
  const missing: string[] = []
  for (const catalog of await getCatalogs(config)) {
    const extracted = await catalog.collect()
    if (!extracted) throw new Error('the messages could not be extracted')
    for (const locale of config.locales) {
      const translated = (await catalog.read(locale)) ?? {}
      for (const [id, { message }] of Object.entries(extracted)) {
        if (translated[id]?.translation) continue
        missing.push(
          `web/src/locales/${locale}/messages.po has no translation of "${message ?? id}": run \`npm run messages -w web\` and write it.`,
        )
      }
    }
  }
  return missing
}
