import { useMutation, useQuery } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { NotificationKind } from '../../generated/schema.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { NotificationSettingsDocument, SetNotificationSettingDocument } from './generated/inbox.ts'
import styles from './inbox.module.css'

const kinds = {
  MENTION: msg`Somebody names you`,
  REPLY: msg`Answers to your posts and comments`,
  THREAD: msg`New comments in threads that you watch`,
  LIKE: msg`Likes`,
  REPOST: msg`Reposts`,
  FOLLOW: msg`New followers`,
} satisfies Record<NotificationKind, unknown>

/** What comes into the inbox, by kind. A press is kept at once. */
export function InboxSettings() {
  const { i18n } = useLingui()
  const { data, error, loading, refetch } = useQuery(NotificationSettingsDocument)
  const [set] = useMutation(SetNotificationSettingDocument)
  const [lost, setLost] = useState<{ error: unknown } | null>(null)
  const viewer = data?.viewer
  const settings = viewer?.notificationSettings
  if (!settings) {
    if (loading) return <Lines rows={2} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>What comes into your inbox cannot be asked for at the moment.</Trans>
      </ErrorState>
    )
  }
  const keep = async (kind: NotificationKind, inbox: boolean) => {
    const next = settings.map((setting) => (setting.kind === kind ? { ...setting, inbox } : setting))
    const answer = await set({
      variables: { kind, inbox },
      optimisticResponse: { setNotificationSetting: { __typename: 'SetNotificationSettingSuccess', settings: next } },
      update: (cache, { data: made }) => {
        const outcome = made?.setNotificationSetting
        if (outcome?.__typename === 'SetNotificationSettingSuccess')
          cache.writeQuery({
            query: NotificationSettingsDocument,
            data: { viewer: { ...viewer, notificationSettings: outcome.settings } },
          })
      },
    }).catch((failure: unknown) => ({ data: null, error: failure }))
    const isKept = answer.data?.setNotificationSetting?.__typename === 'SetNotificationSettingSuccess'
    setLost(isKept ? null : { error: answer.error ?? {} })
  }
  return (
    <fieldset>
      <legend className="visually-hidden">
        <Trans>What comes into your inbox</Trans>
      </legend>
      <div className={styles.settings}>
        {settings.map(({ kind, inbox }) => (
          <label key={kind}>
            <input type="checkbox" checked={inbox} onChange={({ target }) => void keep(kind, target.checked)} />
            {i18n._(kinds[kind])}
          </label>
        ))}
      </div>
      <Trouble says={lost && msg`Not saved: the forum did not answer. Try again.`} error={lost?.error} />
    </fieldset>
  )
}
