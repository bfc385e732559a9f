import { useState } from 'react'

/**
 * The newest answer to what is asked; while another is on its way, or when the next does not come, the one before, so that what is open stays in
 * sight during an outage. `question` tells what is asked apart: the answer to another question is shown only while the new one loads.
 */
export function useLastAnswer<T>(answer: T | null | undefined, question: string, isLoading: boolean): T | null {
  const [kept, setKept] = useState<{ answer: T; question: string } | null>(null)
  if (answer && (kept?.answer !== answer || kept.question !== question) && !(isLoading && kept?.answer === answer))
    setKept({ answer, question })
  if (answer) return answer
  return kept && (isLoading || kept.question === question) ? kept.answer : null
}
