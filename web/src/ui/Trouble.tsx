import type { MessageDescriptor } from '@lingui/core'
import { useLingui } from '@lingui/react'
import { useEffect, useRef, useState } from 'react'
import { RequestNumber } from './RequestNumber.tsx'
import styles from './states.module.css'

type TroubleProps = {
  says: MessageDescriptor | null
  /** What came instead of an answer: another one is another trouble, also where it says the same. */
  error?: unknown
  /** The button stands at the end of its row. */
  atEnd?: boolean
}

/**
 * Below the button that was pressed: what was not done, and what to do. Success needs no words. It floats, so that nothing moves under the
 * reader's hand, and goes with Escape or a press elsewhere.
 */
export function Trouble({ says, error, atEnd = false }: TroubleProps) {
  const { i18n } = useLingui()
  const note = useRef<HTMLDivElement>(null)
  const [closed, setClosed] = useState<unknown>(null)
  const isShown = says !== null && closed !== (error ?? says)
  useEffect(() => {
    if (!isShown) return
    const close = () => setClosed(error ?? says)
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && close()
    const onPress = ({ target }: Event) => {
      if (!(target instanceof Node && note.current?.contains(target))) close()
    }
    addEventListener('keydown', onKey)
    addEventListener('pointerdown', onPress)
    return () => {
      removeEventListener('keydown', onKey)
      removeEventListener('pointerdown', onPress)
    }
  }, [isShown, says, error])
  if (!isShown) return null
  return (
    <div className={styles.troubled}>
      <div ref={note} className={styles.trouble} data-end={atEnd || undefined}>
        <p role="alert">{i18n._(says)}</p>
        <RequestNumber error={error} />
      </div>
    </div>
  )
}
