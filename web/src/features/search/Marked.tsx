import { splitMarks } from './split-marks.ts'

/** Text with its matches marked; the only markup that a search answer holds is <mark>. */
export function Marked({ html }: { html: string }) {
  return splitMarks(html).map(({ text, isMatch }, index) =>
    isMatch ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  )
}
