import { usePageHead } from './page-head.ts'

/** Marks a page that is not there: the gateway answers it with 404. */
export function Absent() {
  usePageHead({ isAbsent: true })
  return null
}
