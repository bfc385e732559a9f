import { useMutation, useQuery } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { ConfirmDialog } from '../../overlays/ConfirmDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { Time } from '../../ui/Time.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import type { ActTrouble } from '../reactions/use-act.ts'
import { leave } from '../sign-in/SignOutButton.tsx'
import { DevicesDocument, EndSessionDocument, SignOutEverywhereDocument } from './generated/settings.ts'
import styles from './settings.module.css'

const devicesAtOnce = 8

/** Where this account is signed in; any of them can be signed out from here. */
export function DeviceSettings() {
  const { t } = useLingui()
  const { data, error, loading, refetch } = useQuery(DevicesDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const [end] = useMutation(EndSessionDocument, { refetchQueries: [DevicesDocument] })
  const [endAll] = useMutation(SignOutEverywhereDocument)
  const [isAsking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<ActTrouble>({ says: null })
  const devices = data?.viewer?.sessions
  const [shown, setShown] = useState(devicesAtOnce)
  const list = useRef<HTMLUListElement>(null)
  const gone = useRef<number | null>(null)

  // A button that goes with its row hands the focus to the neighbour, never to the page.
  useEffect(() => {
    if (gone.current === null) return
    focusDevice(list.current, gone.current)
    gone.current = null
  }, [devices])

  const endOne = async (id: string, index: number) => {
    const answer = await end({ variables: { id } }).catch(lostAnswer)
    const isLost = !answer.data?.endSession || answer.data.endSession.__typename === 'RateLimited'
    if (!isLost) gone.current = index
    setTrouble({
      says: isLost ? msg`The device is still signed in: the forum did not answer. Try again.` : null,
      error: answer.error ?? {},
    })
  }
  const endEvery = async () => {
    setAsking(false)
    const answer = await endAll().catch(lostAnswer)
    if (answer.data?.logoutEverywhere?.__typename === 'LogoutEverywhereSuccess') leave()
    else
      setTrouble({
        says: msg`Nothing was signed out: the forum did not answer. Try again.`,
        error: answer.error ?? {},
      })
  }

  if (!devices) {
    if (loading) return <Lines rows={2} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>The list of devices cannot be fetched at the moment.</Trans>
      </ErrorState>
    )
  }
  return (
    <div className={styles.form}>
      <ul ref={list} className={styles.devices}>
        {devices.slice(0, shown).map(({ id, client, lastSeenAt, createdAt, current }, index) => (
          <li key={id} tabIndex={-1}>
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
              <Button onClick={() => void endOne(id, index)} aria-label={t`Sign out ${client}`}>
                <Trans>Sign out</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {devices.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + devicesAtOnce)}>
            <Plural value={devices.length - shown} one="Show # more device" other="Show # more devices" />
          </Button>
        </div>
      )}
      <div>
        <Button look="danger" onClick={() => setAsking(true)}>
          <Trans>Sign out everywhere</Trans>
        </Button>
        <Trouble {...trouble} />
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

const lostAnswer = (error: unknown) => ({ data: null, error })

function focusDevice(list: HTMLUListElement | null, index: number): void {
  const rows = [...(list?.children ?? [])].filter((row) => row instanceof HTMLElement)
  const row = rows[index] ?? rows.at(-1)
  ;(row?.querySelector('button') ?? row)?.focus()
}
