import { useIsHydrated } from '../../browser/hydration.ts'
import { timezone } from './days.ts'

/** The reader's zone; UTC in what the gateway wrote, until it is taken over. */
export function useTimezone(): string {
  return useIsHydrated() ? timezone() : 'UTC'
}
