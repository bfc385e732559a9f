import { type RefObject, useEffect, useRef } from 'react'

/** Puts the focus on the first field that is wrong, each time that other things are found wrong. */
export function useFirstProblem(found: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (found) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [found])
  return form
}
