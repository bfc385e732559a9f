import { useMutation } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Role } from '../../generated/schema.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { ProofForm } from '../proof/ProofForm.tsx'
import styles from './administration.module.css'
import { SetUserRoleDocument } from './generated/administration.ts'

/** For administrators, on somebody's page: what they may do here. */
export function RoleChoice({ userId, role }: { userId: string; role: Role }) {
  const { t } = useLingui()
  const [set] = useMutation(SetUserRoleDocument)
  const [needsProof, setNeedsProof] = useState<Role | null>(null)
  const [lost, setLost] = useState<{ error: unknown } | null>(null)
  const choose = async (wanted: Role) => {
    const { data, error } = await set({ variables: { userId, role: wanted } }).catch((failure: unknown) => ({
      data: null,
      error: failure,
    }))
    const outcome = data?.setUserRole?.__typename
    setNeedsProof(outcome === 'PasswordNeeded' ? wanted : null)
    const isDone = outcome === 'SetUserRoleSuccess' || outcome === 'PasswordNeeded'
    setLost(isDone ? null : { error: error ?? {} })
  }
  return (
    <div>
      <p className={styles.quiet}>
        <Trans context="of a person">Rank</Trans>
      </p>
      <Choice
        label={t({ context: 'of a person', message: 'Rank' })}
        options={[
          { value: 'USER', word: t`Member` },
          { value: 'MODERATOR', word: t`Moderator` },
          { value: 'ADMIN', word: t`Administrator` },
        ]}
        value={role}
        onChoose={(wanted) => void choose(wanted)}
      />
      {needsProof && <ProofForm onProved={() => void choose(needsProof)} />}
      <div>
        <Trouble says={lost && msg`The rank is as it was: the forum did not answer. Try again.`} error={lost?.error} />
      </div>
    </div>
  )
}
