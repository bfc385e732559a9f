import { useMutation, useQuery } from '@apollo/client/react'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ConfirmDialog } from '../../overlays/ConfirmDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { Time } from '../../ui/Time.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { leave } from '../sign-in/SignOutButton.tsx'
import { DevicesDocument, EndSessionDocument, SignOutEverywhereDocument } from './generated/settings.ts'
import styles from './settings.module.css'

/** Where this account is signed in; any of them can be signed out from here. */
export function DeviceSettings() {
  const { t } = useLingui()
  const { data, loading, refetch } = useQuery(DevicesDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const [end] = useMutation(EndSessionDocument, { refetchQueries: [DevicesDocument] })
  const [endAll] = useMutation(SignOutEverywhereDocument)
  const [isAsking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<MessageDescriptor | null>(null)
  const devices = data?.viewer?.sessions

  const endOne = async (id: string) => {
    const answer = await end({ variables: { id } }).catch(() => ({ data: null }))
    const isLost = !answer.data?.endSession || answer.data.endSession.__typename === 'RateLimited'
    setTrouble(isLost ? msg`The device is still signed in: the forum did not answer. Try again.` : null)
  }
  const endEvery = async () => {
    setAsking(false)
    const answer = await endAll().catch(() => ({ data: null }))
    if (answer.data?.logoutEverywhere?.__typename === 'LogoutEverywhereSuccess') leave()
    else setTrouble(msg`Nothing was signed out: the forum did not answer. Try again.`)
  }

  if (!devices) {
    if (loading) return <Lines rows={2} />
    return (
      <ErrorState onRetry={() => void refetch()}>
        <Trans>The list of devices cannot be fetched at the moment.</Trans>
      </ErrorState>
    )
  }
  return (
    <div className={styles.form}>
      <ul className={styles.devices}>
        {devices.map(({ id, client, lastSeenAt, createdAt, current }) => (
          <li key={id}>
            <div>
              <p>{client || <Trans>Unknown program</Trans>}</p>
              <p className={styles.quiet}>
                {current ? (
                  <Trans>this device</Trans>
                ) : (
                  <>
                    <Trans>last seen</Trans> <Time at={lastSeenAt} />
                  </>
                )}{' '}
                · <Trans>signed in</Trans> <Time at={createdAt} />
              </p>
            </div>
            {!current && (
              <Button onClick={() => void endOne(id)} aria-label={t`Sign out ${client}`}>
                <Trans>Sign out</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Trouble says={trouble} />
      <div>
        <Button look="danger" onClick={() => setAsking(true)}>
          <Trans>Sign out everywhere</Trans>
        </Button>
      </div>
      {isAsking && (
        <ConfirmDialog
          title={t`Sign out everywhere?`}
          body={t`All devices are signed out, this one too.`}
          action={t`Sign out everywhere`}
          refusal={t`Stay signed in`}
          onConfirm={() => void endEvery()}
          onCancel={() => setAsking(false)}
        />
      )}
    </div>
  )
}
