import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Icon } from '../../ui/Icon.tsx'
import styles from './editor.module.css'
import type { Format } from './formatting.ts'

/** Eight formats, one tab stop: the arrow keys walk between them. */
export function Toolbar({ onFormat, controls }: { onFormat: (kind: Format) => void; controls: string }) {
  const { t } = useLingui()
  const bar = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const formats: { kind: Format; label: string }[] = [
    { kind: 'bold', label: t`Bold` },
    { kind: 'italic', label: t`Italic` },
    { kind: 'heading', label: t`Heading` },
    { kind: 'link', label: t`Link` },
    { kind: 'quote', label: t`Quote` },
    { kind: 'code', label: t`Code` },
    { kind: 'bullets', label: t`List` },
    { kind: 'numbered', label: t`Numbered list` },
  ]

  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = (at + step + formats.length) % formats.length
    setAt(next)
    bar.current?.querySelectorAll('button')[next]?.focus()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its buttons take the focus in turn
    <div
      ref={bar}
      role="toolbar"
      aria-label={t`Formatting`}
      aria-controls={controls}
      className={styles.toolbar}
      onKeyDown={walk}
    >
      {formats.map(({ kind, label }, index) => (
        <button
          key={kind}
          type="button"
          aria-label={label}
          title={label}
          tabIndex={index === at ? 0 : -1}
          onFocus={() => setAt(index)}
          onClick={() => onFormat(kind)}
        >
          <Icon name={kind} />
        </button>
      ))}
    </div>
  )
}
