import { createContext, useContext, useState, useSyncExternalStore } from 'react'

/** When the gateway wrote the page that this document began with (milliseconds since 1970); null where the browser drew it by itself. */
export const WrittenAtContext = createContext<number | null>(null)

const never = () => () => undefined

/** False while a page that the gateway wrote is taken over: until then what is drawn must be what stands there, in UTC and for no reader of its own. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

/** The moment at which this part of the page was opened, the same for the gateway and the browser where the gateway wrote it. */
export function useOpenedAt(): Date {
  const writtenAt = useContext(WrittenAtContext)
  const isHydrated = useIsHydrated()
  const [openedAt] = useState(() => new Date(isHydrated || writtenAt === null ? Date.now() : writtenAt))
  return openedAt
}
