import { useQuery } from '@apollo/client/react'
import { useEffect, useState } from 'react'
import { outageOf } from '../../api/outage.ts'
import { rememberViewer, useIsViewerAwaited } from '../../session/returning.ts'
import { ViewerDocument, type ViewerQuery } from './generated/viewer.ts'

export type Viewer = NonNullable<ViewerQuery['viewer']>

/** Who is signed in. `pending` until the first answer; `unknown` when Auth could not be asked. */
export function useViewer(): { viewer: Viewer | null; pending: boolean; unknown: boolean } {
  const { data, error, dataState } = useQuery(ViewerDocument, { fetchPolicy: 'cache-first' })
  const viewer = data?.viewer ?? null
  const isAwaited = useIsViewerAwaited()
  const id = viewer?.id
  useEffect(() => {
    if (id) rememberViewer(id)
  }, [id])
  return {
    viewer,
    pending: (dataState === 'empty' || (isAwaited && viewer === null)) && !error,
    unknown: viewer === null && outageOf(error).any,
  }
}

/** Changes when somebody else reads: what holds a reader's place begins anew with it. That it becomes known who has read all along changes nothing. */
export function useReaderKey(): string {
  const { viewer, pending } = useViewer()
  const id = pending ? undefined : (viewer?.id ?? null)
  const [reader, setReader] = useState({ id, change: 0 })
  if (id !== undefined && id !== reader.id)
    setReader({ id, change: reader.id === undefined ? reader.change : reader.change + 1 })
  return String(reader.change)
}
