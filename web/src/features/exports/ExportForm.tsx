import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { randomKey } from '../../browser/random-key.ts'
import type { ExportDataset, ExportFormat } from '../../generated/schema.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { RequestNumber } from '../../ui/RequestNumber.tsx'
import { useDatasetWords } from './dataset-words.ts'
import styles from './exports.module.css'
import { RequestExportDocument } from './generated/exports.ts'

const formats: readonly ExportFormat[] = ['CSV', 'NDJSON', 'PARQUET']

export function ExportForm({ onRequested }: { onRequested: () => void }) {
  const { t } = useLingui()
  const words = useDatasetWords()
  const [request, { loading }] = useMutation(RequestExportDocument)
  const [key, setKey] = useState(randomKey)
  const [failure, setFailure] = useState<unknown>(null)
  const [problem, setProblem] = useState<'no-answer' | 'half-a-day' | 'days' | 'refused' | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (loading) return
    const fields = event.currentTarget
    // A day that is half filled in is an empty value to a form: it would be exported without that bound.
    const bad = [...fields.querySelectorAll('input')].find(({ validity }) => validity.badInput)
    const form = new FormData(fields)
    const isTurned = form.get('from') && form.get('to') && String(form.get('from')) > String(form.get('to'))
    if (bad || isTurned) {
      setProblem(bad ? 'half-a-day' : 'days')
      ;(bad ?? fields.querySelector<HTMLInputElement>('[name=from]'))?.focus()
      return
    }
    const day = (name: string) => String(form.get(name) ?? '') || null
    const input = {
      dataset: form.get('dataset') as ExportDataset,
      format: form.get('format') as ExportFormat,
      from: day('from'),
      to: day('to'),
      idempotencyKey: key,
    } // both from our own selects
    const { data, error } = await request({ variables: { input } }).catch((lost: unknown) => ({
      data: null,
      error: lost,
    }))
    setFailure(error)
    const outcome = data?.requestExport?.__typename
    if (outcome === undefined) return setProblem('no-answer')
    setKey(randomKey())
    if (outcome === 'InvalidInput') return setProblem('days')
    if (outcome !== 'RequestExportSuccess') return setProblem('refused')
    setProblem(null)
    onRequested()
  }

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <label>
        <Trans>What</Trans>
        <select name="dataset">
          {Object.entries(words)
            .filter(([dataset]) => dataset !== 'MY_DATA')
            .map(([dataset, word]) => (
              <option key={dataset} value={dataset}>
                {word}
              </option>
            ))}
        </select>
      </label>
      <label>
        <Trans>Format</Trans>
        <select name="format">
          {formats.map((format) => (
            <option key={format} value={format}>
              {format}
            </option>
          ))}
        </select>
      </label>
      <TextField type="date" name="from" label={t`From`} />
      <TextField type="date" name="to" label={t`To`} />
      <Button look="primary" type="submit" busy={loading && t`Asking…`}>
        <Trans>Export</Trans>
      </Button>
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem === 'no-answer' && (
            <Trans>The forum did not answer. Press again; it will not be exported twice.</Trans>
          )}
          {problem === 'half-a-day' && <Trans>This day is not whole. Fill it in, or leave it empty.</Trans>}
          {problem === 'days' && (
            <Trans>These days cannot be exported. Choose a first day that is not after the last.</Trans>
          )}
          {problem === 'refused' && <Trans>No export can be made now. Try again in a minute.</Trans>}
        </p>
      )}
      {problem === 'no-answer' && <RequestNumber error={failure} />}
    </form>
  )
}
