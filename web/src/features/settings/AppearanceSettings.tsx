import { Trans, useLingui } from '@lingui/react/macro'
import { chooseLanguage, type Language, languages } from '../../i18n/i18n.ts'
import { chooseTheme, type Theme, useTheme } from '../../theme/theme.ts'
import styles from './settings.module.css'

export function AppearanceSettings() {
  const { i18n, t } = useLingui()
  const theme = useTheme()
  const themes: Record<Theme, string> = { system: t`As the system`, light: t`Light`, dark: t`Dark` }
  return (
    <div className={styles.form}>
      <fieldset className={styles.choice}>
        <legend>
          <Trans>Language</Trans>
        </legend>
        {(Object.keys(languages) as Language[]).map((language) => (
          <label key={language} lang={language}>
            <input
              type="radio"
              name="language"
              checked={i18n.locale === language}
              onChange={() => void chooseLanguage(language)}
            />
            {languages[language]}
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.choice}>
        <legend>
          <Trans>Theme</Trans>
        </legend>
        {(Object.keys(themes) as Theme[]).map((each) => (
          <label key={each}>
            <input type="radio" name="theme" checked={theme === each} onChange={() => chooseTheme(each)} />
            {themes[each]}
          </label>
        ))}
      </fieldset>
    </div>
  )
}
