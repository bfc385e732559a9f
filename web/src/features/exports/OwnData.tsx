import { useMutation, useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { randomKey } from '../../browser/random-key.ts'
import { Button } from '../../ui/Button.tsx'
import { TooManyAttempts } from '../../ui/TooManyAttempts.tsx'
import { ExportLine } from './ExportLine.tsx'
import styles from './exports.module.css'
import { ExportsDocument, RequestExportDocument } from './generated/exports.ts'
import { usePolling } from './use-polling.ts'

const shown = 3

type Problem = { kind: 'no-answer' } | { kind: 'rate-limited'; seconds: number }

/** A copy of all that the forum holds of the reader: asked for by a press, then a link to the file. */
export function OwnData() {
  const { t } = useLingui()
  const { data, refetch, startPolling, stopPolling } = useQuery(ExportsDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const [request, { loading }] = useMutation(RequestExportDocument)
  const [key, setKey] = useState(randomKey)
  const [problem, setProblem] = useState<Problem | null>(null)
  const own = (data?.viewer?.exports?.edges ?? []).filter(({ node }) => node.dataset === 'MY_DATA').slice(0, shown)
  const isBusy = own.some(({ node }) => node.status === 'QUEUED' || node.status === 'RUNNING')
  usePolling(isBusy, startPolling, stopPolling)

  const ask = async () => {
    const input = { dataset: 'MY_DATA' as const, format: 'NDJSON' as const, idempotencyKey: key }
    const { data: answer } = await request({ variables: { input } }).catch(() => ({ data: null }))
    const outcome = answer?.requestExport
    if (outcome?.__typename === 'RateLimited')
      return setProblem({ kind: 'rate-limited', seconds: outcome.retryAfterSeconds })
    if (outcome?.__typename !== 'RequestExportSuccess') return setProblem({ kind: 'no-answer' })
    setProblem(null)
    setKey(randomKey())
    await refetch()
  }

  return (
    <>
      <p className={styles.quiet}>
        <Trans>
          Everything that this forum holds of you, private and deleted texts too, as one zip of files that programs can
          read.
        </Trans>
      </p>
      {own.length > 0 && (
        <ul className={styles.list} aria-label={t`Copies so far`}>
          {own.map(({ node }) => (
            <ExportLine key={node.id} export={node} />
          ))}
        </ul>
      )}
      <Button onClick={() => void ask()} busy={(loading || isBusy) && <Trans>Gathering…</Trans>}>
        <Trans>Ask for a copy</Trans>
      </Button>
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem.kind === 'rate-limited' ? (
            <TooManyAttempts seconds={problem.seconds} />
          ) : (
            <Trans>The forum did not answer. Press again; it will not be gathered twice.</Trans>
          )}
        </p>
      )}
    </>
  )
}
