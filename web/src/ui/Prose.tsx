import '@fontsource-variable/literata/wght.css'
import '@fontsource-variable/literata/wght-italic.css'
import { guessLanguage } from '../app/i18n/guess-language.ts'
import styles from './Prose.module.css'

/** Text that people wrote, as the server rendered and sanitised it. */
export function Prose({ html, small = false }: { html: string; small?: boolean }) {
  const lang = guessLanguage(html.replace(/<[^>]*>/g, ' '))
  // sanitised by the Posts subgraph when it was written, and the CSP runs no inline script
  return (
    <div
      className={`${styles.prose} ${small ? styles.small : ''}`}
      lang={lang}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
