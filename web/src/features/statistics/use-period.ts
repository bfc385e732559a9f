import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useOpenedAt } from '../../browser/hydration.ts'
import { type Period, readPeriod } from './period.ts'
import { useTimezone } from './use-timezone.ts'

/** What the page's address asks for. */
export function usePeriod(): Period {
  const [params] = useSearchParams()
  const openedAt = useOpenedAt()
  const timezone = useTimezone()
  return useMemo(() => readPeriod(params, openedAt, timezone), [params, openedAt, timezone])
}
