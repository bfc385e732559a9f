import { copyText } from '../browser/copy-text.ts'
import styles from './code.module.css'

type Words = { copy: string; copied: string; failed: string }

const saysFor = 2000

/** Gives each block of code a button that copies it, and a fade where its lines go on. Returns what ends it. */
export function dressCode(place: HTMLElement, words: Words): () => void {
  const ends = [...place.querySelectorAll('pre')].map((block) => dressBlock(block, words))
  return () => {
    for (const end of ends) end()
  }
}

function dressBlock(block: HTMLPreElement, words: Words): () => void {
  const frame = document.createElement('div')
  frame.className = styles.frame ?? ''
  block.replaceWith(frame)
  const button = copyButton(() => block.textContent, words)
  frame.append(block, button)

  const look = () => {
    const goesOn = block.scrollWidth - block.clientWidth - block.scrollLeft > 1
    frame.toggleAttribute('data-goes-on', goesOn)
  }
  const observer = new ResizeObserver(look)
  observer.observe(block)
  block.addEventListener('scroll', look, { passive: true })
  return () => {
    observer.disconnect()
    block.removeEventListener('scroll', look)
    frame.replaceWith(block)
  }
}

function copyButton(text: () => string, { copy, copied, failed }: Words): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = styles.copy ?? ''
  button.textContent = copy
  // Its own word changes, and a screen reader says so.
  button.setAttribute('aria-live', 'polite')
  let timer: ReturnType<typeof setTimeout> | undefined
  button.addEventListener('click', async () => {
    button.textContent = (await copyText(text())) ? copied : failed
    button.dataset.done = ''
    clearTimeout(timer)
    timer = setTimeout(() => {
      button.textContent = copy
      delete button.dataset.done
    }, saysFor)
  })
  return button
}
