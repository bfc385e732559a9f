import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { chooseShortcuts, useShortcutsOn } from '../../browser/shortcut-choice.ts'
import { chooseLanguage, type Language, languages } from '../../i18n/i18n.ts'
import { chooseTheme, useTheme } from '../../theme/theme.ts'
import { Choice } from '../../ui/Choice.tsx'
import { chooseDensity, useDensity } from '../feed/density.ts'
import styles from './settings.module.css'

/** What this browser shows, and how: nothing of it is known to the forum. */
export function AppearanceSettings() {
  const { i18n, t } = useLingui()
  const shortcuts = useShortcutsOn() ? 'on' : 'off'
  const words = (Object.keys(languages) as Language[]).map((value) => ({
    value,
    word: <span lang={value}>{languages[value]}</span>,
  })) // the keys are the languages
  const language = words.find(({ value }) => value === i18n.locale)?.value ?? null
  return (
    <div className={styles.form}>
      <Row word={<Trans>Language</Trans>}>
        <Choice label={t`Language`} options={words} value={language} onChoose={(value) => void chooseLanguage(value)} />
      </Row>
      <Row word={<Trans>Theme</Trans>}>
        <Choice
          label={t`Theme`}
          options={[
            { value: 'system', word: t`As the system` },
            { value: 'light', word: t`Light` },
            { value: 'dark', word: t`Dark` },
          ]}
          value={useTheme()}
          onChoose={chooseTheme}
        />
      </Row>
      <Row word={<Trans>Posts in lists</Trans>}>
        <Choice
          label={t`Posts in lists`}
          options={[
            { value: 'comfortable', word: t`With their beginning` },
            { value: 'compact', word: t`One line each` },
          ]}
          value={useDensity()}
          onChoose={chooseDensity}
        />
      </Row>
      <Row word={<Trans>Keyboard shortcuts</Trans>}>
        <Choice
          label={t`Keyboard shortcuts`}
          options={[
            { value: 'on', word: t`On` },
            { value: 'off', word: t`Off` },
          ]}
          value={shortcuts}
          onChoose={chooseShortcuts}
        />
      </Row>
    </div>
  )
}

function Row({ word, children }: { word: ReactNode; children: ReactNode }) {
  return (
    <div>
      <p className={styles.word}>{word}</p>
      {children}
    </div>
  )
}
