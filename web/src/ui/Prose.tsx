import '@fontsource-variable/literata/wght.css'
import '@fontsource-variable/literata/wght-italic.css'
import { type RefObject, useEffect, useRef } from 'react'
import { guessLanguage } from '../text/guess-language.ts'
import styles from './Prose.module.css'

/** Text that people wrote, as the server rendered and sanitised it. */
export function Prose({ html, small = false }: { html: string; small?: boolean }) {
  const place = useRef<HTMLDivElement>(null)
  useReachableScrolling(place, html)
  useNamedTasks(place, html)
  const lang = guessLanguage(html.replace(/<[^>]*>/g, ' '))
  const className = `${styles.prose} ${small ? styles.small : ''}`
  // Sanitised by the Posts subgraph when it was written, and the CSP runs no inline script.
  return <div ref={place} className={className} lang={lang} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
}

/** The box of a task is named by what the task says. */
function useNamedTasks(place: RefObject<HTMLDivElement | null>, html: string): void {
  useEffect(() => {
    for (const box of place.current?.querySelectorAll('li > input[type="checkbox"]') ?? [])
      box.setAttribute('aria-label', box.parentElement?.textContent.trim() ?? '')
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another text has other tasks
  }, [place, html])
}

/** Code and tables that are wider than the text scroll by themselves, so the keyboard has to reach them. */
function useReachableScrolling(place: RefObject<HTMLDivElement | null>, html: string): void {
  useEffect(() => {
    const blocks = place.current?.querySelectorAll<HTMLElement>('pre, table') ?? []
    const observer = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0')
        else target.removeAttribute('tabindex')
      }
    })
    for (const block of blocks) observer.observe(block)
    return () => observer.disconnect()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another text has other blocks
  }, [place, html])
}
