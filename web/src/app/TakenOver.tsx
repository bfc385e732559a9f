import { useEffect } from 'react'
import { client } from '../api/client.ts'
import { chooseLanguage, chosenLanguage, currentLanguage } from '../i18n/i18n.ts'
import { awaitViewer, mayBeSignedIn } from '../session/returning.ts'

/** Comes after everything that the gateway wrote: from here on the page is the browser's. */
export function TakenOver() {
  useEffect(() => {
    client.prioritizeCacheValues = false
    const chosen = chosenLanguage()
    // Chosen before the gateway was told of it.
    if (chosen !== null && chosen !== currentLanguage()) void chooseLanguage(chosen)
    // The page is a guest's. Whoever was signed in asks for their own.
    if (mayBeSignedIn()) void client.refetchQueries({ include: 'active' }).finally(() => awaitViewer(false))
  }, [])
  return null
}
