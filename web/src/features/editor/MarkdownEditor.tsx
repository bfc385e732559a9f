import { Trans, useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react'
import { Prose } from '../../ui/Prose.tsx'
import { MentionList } from '../mentions/MentionList.tsx'
import { useMentions } from '../mentions/use-mentions.ts'
import styles from './editor.module.css'
import { type Format, format } from './formatting.ts'
import type { Rendered } from './rendered.ts'
import { shortcutOf } from './shortcut-of.ts'
import { Toolbar } from './Toolbar.tsx'
import { useRunTogether } from './use-run-together.ts'

const Preview = lazy(() => import('./Preview.tsx').then((module) => ({ default: module.Preview })))

type MarkdownEditorProps = {
  label: string
  value: string
  onChange: (value: string) => void
  onSubmit: () => void
  /** A whole page shows the preview beside the text from 1120 px; a reply has it behind a tab. */
  roomy?: boolean
  rows?: number
  startsFocused?: boolean
  /** What is wrong with the text, said under it. */
  problem?: ReactNode
  /** What the text looks like where it is not changed yet, so that its preview is there at once. */
  rendered?: Rendered
  /** Whose thread it is written in: its people are suggested first after `@`. */
  postId?: string | undefined
}

export function MarkdownEditor({
  label,
  value,
  onChange,
  onSubmit,
  roomy = false,
  rows = 6,
  startsFocused,
  problem,
  rendered,
  postId,
}: MarkdownEditorProps) {
  const { t } = useLingui()
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const pane = useRef<HTMLDivElement>(null)
  const [isPreview, setPreview] = useState(false)

  // A reply opens because the reader pressed Reply: what they want next is to write.
  useEffect(() => {
    if (startsFocused) area.current?.focus()
  }, [startsFocused])

  useRunTogether(area, pane, roomy)

  const apply = (kind: Format) => {
    const field = area.current
    if (!field) return
    const edit = format(kind, { text: field.value, start: field.selectionStart, end: field.selectionEnd })
    replace(field, edit.from, edit.to, edit.insert)
    field.setSelectionRange(edit.selectStart, edit.selectEnd)
  }

  const replace = (field: HTMLTextAreaElement, from: number, to: number, insert: string) => {
    field.focus()
    field.setSelectionRange(from, to)
    // execCommand is the one way to write into a text field that Ctrl+Z can take back.
    if (document.execCommand('insertText', false, insert)) return
    field.setRangeText(insert, from, to, 'end')
    onChange(field.value)
  }

  const mentions = useMentions(area, { id, postId, replace })

  const onKeyDown = (event: KeyboardEvent) => {
    if (mentions.onKeyDown(event)) return
    if (!event.ctrlKey && !event.metaKey) return
    if (event.key === 'Enter') {
      event.preventDefault()
      onSubmit()
      return
    }
    const kind = event.altKey || event.shiftKey ? null : shortcutOf(event)
    if (!kind) return
    event.preventDefault()
    apply(kind)
  }

  return (
    <div className={`${styles.editor} ${roomy ? styles.roomy : ''}`} data-preview={isPreview || undefined}>
      <div className={styles.head}>
        <Toolbar onFormat={apply} controls={id} />
        <div className={styles.tabs} role="group" aria-label={t`View`}>
          <button type="button" aria-pressed={!isPreview} onClick={() => setPreview(false)}>
            <Trans>Text</Trans>
          </button>
          <button type="button" aria-pressed={isPreview} onClick={() => setPreview(true)}>
            <Trans>Preview</Trans>
          </button>
        </div>
      </div>
      <div className={styles.panes}>
        <textarea
          ref={area}
          id={id}
          aria-label={label}
          placeholder={label}
          value={value}
          rows={rows}
          dir="auto"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onChange={(event) => {
            onChange(event.target.value)
            mentions.look()
          }}
          onKeyDown={onKeyDown}
          onSelect={mentions.look}
          onBlur={mentions.close}
          {...mentions.area}
          className={styles.area}
        />
        <MentionList {...mentions.list} />
        {(isPreview || roomy) && (
          <div ref={pane} className={styles.preview}>
            <Suspense fallback={rendered?.body === value ? <Prose html={rendered.html} small={!roomy} /> : null}>
              <Preview body={value} rendered={rendered} small={!roomy} />
            </Suspense>
          </div>
        )}
      </div>
      {problem && (
        <p id={`${id}-problem`} className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}
