import '@fontsource-variable/literata/wght.css'
import '@fontsource-variable/literata/wght-italic.css'
import { useLingui } from '@lingui/react/macro'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { guessLanguage } from '../text/guess-language.ts'
import code from './code.module.css'
import { dressCode } from './dress-code.ts'
import { fetchSerif } from './fetch-serif.ts'
import styles from './Prose.module.css'
import { shortenAddress } from './shorten-address.ts'

fetchSerif()

/** Text that people wrote, as the server rendered and sanitised it. */
export function Prose({ html, small = false }: { html: string; small?: boolean }) {
  const { t, i18n } = useLingui()
  const place = useRef<HTMLDivElement>(null)

  // Before it is painted, so that nothing moves when it is there.
  useLayoutEffect(() => {
    if (!place.current) return
    nameTasks(place.current)
    shortenAddresses(place.current)
    return dressCode(place.current, { copy: t`Copy`, copied: t`Copied`, failed: t`Not copied` })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another text or language is another page of it
  }, [html, i18n.locale])

  useEffect(() => {
    return place.current ? makeScrollingReachable(place.current) : undefined
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another text has other blocks
  }, [html])

  const lang = guessLanguage(html.replace(/<[^>]*>/g, ' '))
  const className = `${styles.prose} ${code.prose} ${small ? styles.small : ''}`
  // Sanitised by the Posts subgraph when it was written, and the CSP runs no inline script.
  return <div ref={place} className={className} lang={lang} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
}

/** The box of a task is named by what the task says. */
function nameTasks(place: HTMLElement): void {
  for (const box of place.querySelectorAll('li > input[type="checkbox"]'))
    box.setAttribute('aria-label', box.parentElement?.textContent.trim() ?? '')
}

function shortenAddresses(place: HTMLElement): void {
  for (const link of place.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    const [only] = link.childNodes
    if (link.childNodes.length !== 1 || !(only instanceof Text)) continue
    const short = shortenAddress(only.data)
    if (short === only.data) continue
    link.title = only.data
    only.data = short
  }
}

/** Code and tables that are wider than the text scroll by themselves, so the keyboard has to reach them. */
function makeScrollingReachable(place: HTMLElement): () => void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0')
      else target.removeAttribute('tabindex')
    }
  })
  for (const block of place.querySelectorAll<HTMLElement>('pre, table')) observer.observe(block)
  return () => observer.disconnect()
}
