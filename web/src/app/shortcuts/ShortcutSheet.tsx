import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from '../../ui/Button.tsx'
import type { ShortcutKey } from './keys.ts'
import { showSheet, useSheetOpen } from './sheet-state.ts'
import styles from './shortcuts.module.css'

/** The list of keys, over the page that they work on. */
export function ShortcutSheet() {
  return useSheetOpen() ? <Sheet /> : null
}

function Sheet() {
  const { t } = useLingui()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  const keys: [ShortcutKey | 'Esc', ReactNode][] = [
    ['j', <Trans key="j">next post or comment</Trans>],
    ['k', <Trans key="k">the one before</Trans>],
    ['o', <Trans key="o">open it</Trans>],
    ['r', <Trans key="r">reply</Trans>],
    ['l', <Trans key="l">like</Trans>],
    ['b', <Trans key="b">bookmark</Trans>],
    ['n', <Trans key="n">write a new post</Trans>],
    ['/', <Trans key="search">search</Trans>],
    ['?', <Trans key="sheet">this list</Trans>],
    ['Esc', <Trans key="escape">leave a reply or this list</Trans>],
  ]
  return (
    <dialog ref={dialog} className={styles.sheet} aria-label={t`Keyboard shortcuts`} onClose={() => showSheet(false)}>
      <h2>
        <Trans>Keyboard shortcuts</Trans>
      </h2>
      <dl className={styles.keys}>
        {keys.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{word}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>
        <Trans>They can be switched off in the settings.</Trans>
      </p>
      <Button onClick={() => dialog.current?.close()}>
        <Trans>Close</Trans>
      </Button>
    </dialog>
  )
}
