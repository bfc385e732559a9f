import { useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { Icon } from '../../ui/Icon.tsx'
import styles from './notices.module.css'
import { say, useNotice } from './notices.ts'

export function Notices() {
  const notice = useNotice()
  const { i18n, t } = useLingui()
  const { pathname } = useLocation()

  // oxlint-disable-next-line react-hooks/exhaustive-deps -- a notice belongs to the page it was said on
  useEffect(() => say(null), [pathname])

  return (
    <div className={styles.place} role="status">
      {notice && (
        <p className={styles.notice}>
          {i18n._(notice)}
          <button type="button" onClick={() => say(null)} aria-label={t`Close`} title={t`Close`}>
            <Icon name="close" size={16} />
          </button>
        </p>
      )}
    </div>
  )
}
