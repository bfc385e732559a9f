import { ApolloProvider } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { useMemo, useState } from 'react'
import { createTokenClient } from '../../api/token-client.ts'
import { Button } from '../../ui/Button.tsx'
import { DeletionForm } from '../deletion/DeletionForm.tsx'
import { OwnData } from '../exports/OwnData.tsx'
import styles from './sign-in.module.css'

/** What stays allowed while suspended, by the token that signing in was answered with. */
export function SuspendedActs({ token }: { token: string }) {
  const client = useMemo(() => createTokenClient(token), [token])
  const [isLeaving, setLeaving] = useState(false)
  return (
    <ApolloProvider client={client}>
      <section className={styles.form} aria-labelledby="own-data">
        <h2 id="own-data">
          <Trans>Your data</Trans>
        </h2>
        <OwnData />
      </section>
      <section className={styles.form} aria-labelledby="own-end">
        <h2 id="own-end">
          <Trans>The end of the account</Trans>
        </h2>
        {isLeaving ? (
          <DeletionForm onAsked={() => undefined} />
        ) : (
          <Button look="danger" onClick={() => setLeaving(true)}>
            <Trans>Delete the account…</Trans>
          </Button>
        )}
      </section>
    </ApolloProvider>
  )
}
