import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import styles from './account-mail.module.css'
import { FormTrouble } from './FormTrouble.tsx'
import { type FormProblem, problemOf } from './form-problem.ts'
import { ConfirmEmailDocument } from './generated/account-mail.ts'
import { LinkEnded } from './LinkEnded.tsx'

/** Where the link of a mail leads. A press spends it, never the opening of the page: mail programs open links by themselves. */
export function ConfirmEmailPage() {
  const { t } = useLingui()
  const token = useLocation().hash.slice(1)
  const [confirm, { loading }] = useMutation(ConfirmEmailDocument)
  const [problem, setProblem] = useState<FormProblem | null>(token ? null : { kind: 'ended' })
  const [isDone, setDone] = useState(false)

  const onPress = async () => {
    const { data, error } = await confirm({ variables: { token } }).catch((failure: unknown) => ({
      data: null,
      error: failure,
    }))
    const found = problemOf(data?.confirmEmail, error)
    setProblem(found)
    setDone(!found)
  }

  return (
    <div className={styles.page}>
      <PageTitle title={t`Confirm your e-mail address`} />
      {isDone && (
        <>
          <p role="status">
            <Trans>The address is confirmed.</Trans>
          </p>
          <p>
            <AppLink to="/">
              <Trans>Go to the feed</Trans>
            </AppLink>
          </p>
        </>
      )}
      {!isDone && problem?.kind === 'ended' && (
        <LinkEnded to="/settings">
          <Trans>The settings send a new one</Trans>
        </LinkEnded>
      )}
      {!isDone && problem?.kind !== 'ended' && (
        <div className={styles.form}>
          <p>
            <Trans>One press, and the forum knows that mail to this address reaches you.</Trans>
          </p>
          <FormTrouble problem={problem} />
          <Button look="primary" onClick={() => void onPress()} busy={loading && <Trans>Confirming…</Trans>}>
            <Trans>Confirm the address</Trans>
          </Button>
        </div>
      )}
    </div>
  )
}
