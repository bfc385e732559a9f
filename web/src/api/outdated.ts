import { createSource, useSource } from '../browser/source.ts'

let isOutdated = false
const source = createSource(() => isOutdated, false)

/** The gateway refused an operation of this page as one of another build. */
export function pageIsOutdated(): void {
  isOutdated = true
  source.changed()
}

export const useIsOutdated = (): boolean => useSource(source)
