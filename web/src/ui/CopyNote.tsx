import { useLingui } from '@lingui/react/macro'
import { type ReactNode, useEffect, useState } from 'react'
import { copyText } from '../browser/copy-text.ts'
import styles from './states.module.css'

const saysFor = 4000

/** Copies an address and says so where it was asked for; where the browser refuses, the address itself is shown to be copied by hand. */
export function useCopyLink(): { copy: (address: string) => void; note: ReactNode } {
  const { t } = useLingui()
  const [told, setTold] = useState<{ done: boolean; address: string } | null>(null)
  useEffect(() => {
    if (!told?.done) return
    const timer = setTimeout(() => setTold(null), saysFor)
    return () => clearTimeout(timer)
  }, [told])
  return {
    copy: (address) => void copyText(address).then((done) => setTold({ done, address })),
    note: (
      <span role="status" className={styles.copied}>
        {told && (told.done ? t`Link copied` : t`Copy it by hand: ${told.address}`)}
      </span>
    ),
  }
}
