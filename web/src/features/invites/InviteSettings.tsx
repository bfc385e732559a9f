import { useMutation, useQuery } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { useFullDate } from '../../ui/Time.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { PersonLink } from '../people/PersonLink.tsx'
import { CreateInviteDocument, InvitesDocument, type InvitesQuery, RevokeInviteDocument } from './generated/invites.ts'
import styles from './invites.module.css'

type Invite = NonNullable<NonNullable<InvitesQuery['viewer']>['invites']>[number]

/** Invites of one's own: made, given on as a link, ended. The link is shown once, when it is made. */
export function InviteSettings() {
  const { t } = useLingui()
  const { data, loading } = useQuery(InvitesDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const [create, { loading: isMaking }] = useMutation(CreateInviteDocument, { refetchQueries: [InvitesDocument] })
  const [link, setLink] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<'new' | 'many' | null>(null)
  const [lost, setLost] = useState<{ error: unknown } | null>(null)
  const invites = data?.viewer?.invites

  const make = async () => {
    const { data: made, error } = await create().catch((failure: unknown) => ({ data: null, error: failure }))
    const outcome = made?.createInvite
    setLost(null)
    setRefusal(null)
    if (outcome?.__typename === 'CreateInviteSuccess')
      setLink(`${location.origin}/sign-up#invite=${outcome.invite.code ?? ''}`)
    else if (outcome?.__typename === 'NotAllowed') setRefusal(outcome.code === 'TOO_MANY_INVITES' ? 'many' : 'new')
    else setLost({ error: error ?? {} })
  }

  if (!invites) return loading ? <Lines rows={1} /> : null
  return (
    <div className={styles.part}>
      {link && (
        <TextField
          label={<Trans>Your new invite</Trans>}
          hint={<Trans>Give this link to one person. It is shown only now.</Trans>}
          readOnly
          value={link}
          onFocus={({ target }) => target.select()}
        />
      )}
      {invites.length > 0 && (
        <ul className={styles.list} aria-label={t`Your invites`}>
          {invites.map((invite) => (
            <InviteLine key={invite.id} invite={invite} />
          ))}
        </ul>
      )}
      <div className={styles.foot}>
        <Button onClick={() => void make()} busy={isMaking && <Trans>Making…</Trans>}>
          <Trans>Make an invite</Trans>
        </Button>
        <p role="status" className={styles.quiet}>
          {refusal === 'new' && <Trans>Members of 30 days can invite.</Trans>}
          {refusal === 'many' && <Trans>You have five open invites. Wait until one is used, or end one.</Trans>}
        </p>
        <Trouble says={lost && msg`No invite was made: the forum did not answer. Try again.`} error={lost?.error} />
      </div>
    </div>
  )
}

function InviteLine({ invite: { id, usedBy, expiresAt } }: { invite: Invite }) {
  const [revoke, { loading }] = useMutation(RevokeInviteDocument, { refetchQueries: [InvitesDocument] })
  const until = useFullDate(expiresAt)
  const [lost, setLost] = useState<{ error: unknown } | null>(null)
  const end = async () => {
    const { data, error } = await revoke({ variables: { id } }).catch((failure: unknown) => ({
      data: null,
      error: failure,
    }))
    // NotFound: it was used or ended meanwhile, which the list says by itself.
    setLost(data?.revokeInvite ? null : { error: error ?? {} })
  }
  return (
    <li>
      {usedBy ? (
        <p>
          <PersonLink person={usedBy} /> <Trans>came by it</Trans>
        </p>
      ) : (
        <>
          <p>
            <Trans>open until {until}</Trans>
          </p>
          <div>
            <Button onClick={() => void end()} busy={loading && <Trans>Ending…</Trans>}>
              <Trans>End it</Trans>
            </Button>
            <Trouble
              says={lost && msg`The invite is still open: the forum did not answer. Try again.`}
              error={lost?.error}
            />
          </div>
        </>
      )}
    </li>
  )
}
