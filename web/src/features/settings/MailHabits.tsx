import { useMutation } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMemo, useState } from 'react'
import { languages } from '../../i18n/i18n.ts'
import { Choice } from '../../ui/Choice.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { type MailStateFragment, UpdateSettingsDocument } from './generated/settings.ts'
import styles from './settings.module.css'

/** In which language and by whose clock the forum writes. A press is kept at once. */
export function MailHabits({ language, timezone }: Pick<MailStateFragment, 'language' | 'timezone'>) {
  const { t } = useLingui()
  const [update] = useMutation(UpdateSettingsDocument)
  const [lost, setLost] = useState<{ error: unknown } | null>(null)
  const zones = useMemo(() => zonesWith(timezone), [timezone])
  const keep = async (input: Partial<Pick<MailStateFragment, 'language' | 'timezone'>>) => {
    const { data, error } = await update({ variables: { input } }).catch((failure: unknown) => ({
      data: null,
      error: failure,
    }))
    setLost(data?.updateSettings?.__typename === 'UpdateSettingsSuccess' ? null : { error: error ?? {} })
  }
  return (
    <>
      <div>
        <p className={styles.word}>
          <Trans>Language of mail</Trans>
        </p>
        <Choice
          label={t`Language of mail`}
          options={[
            { value: 'EN' as const, word: <span lang="en">{languages.en}</span> },
            { value: 'RU' as const, word: <span lang="ru">{languages.ru}</span> },
          ]}
          value={language}
          onChoose={(value) => void keep({ language: value })}
        />
      </div>
      <SelectField
        label={<Trans>Time zone of mail</Trans>}
        value={timezone}
        onChange={({ target }) => void keep({ timezone: target.value })}
      >
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </SelectField>
      <div>
        <Trouble says={lost && msg`Not saved: the forum did not answer. Try again.`} error={lost?.error} />
      </div>
    </>
  )
}

/** All that this browser knows, UTC, and the one in force, which another browser may have named. */
function zonesWith(present: string): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), present])].toSorted()
}
