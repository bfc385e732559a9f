import { useEffect, useState } from 'react'
import { useNavigation } from 'react-router'

const patience = 150

/** Whether the next page lets itself be waited for: until then the old one stays, after that grey lines stand in its place. */
export function useIsLate(): boolean {
  const { location } = useNavigation()
  const [late, setLate] = useState<object | null>(null)
  useEffect(() => {
    if (!location) return
    const timer = setTimeout(() => setLate(location), patience)
    return () => clearTimeout(timer)
  }, [location])
  return location !== undefined && late === location
}
