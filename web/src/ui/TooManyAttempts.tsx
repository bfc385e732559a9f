import { Plural } from '@lingui/react/macro'

/** What every form says when it was pressed too often. */
export function TooManyAttempts({ seconds }: { seconds: number }) {
  return (
    <Plural
      value={seconds}
      one="Too many attempts. Try again in # second."
      other="Too many attempts. Try again in # seconds."
    />
  )
}
