import { Link, type LinkProps, NavLink, type NavLinkProps } from 'react-router'
import { usePrefetch } from './prefetch.ts'

function pathnameOf(to: LinkProps['to']): string {
  return (typeof to === 'string' ? to : (to.pathname ?? '')).split(/[?#]/)[0] ?? ''
}

/** A link within the app; its page's code is fetched when the pointer or focus comes near. */
export function AppLink(props: LinkProps) {
  const prefetch = usePrefetch()
  const fetchAhead = () => prefetch(pathnameOf(props.to))
  return <Link onPointerEnter={fetchAhead} onFocus={fetchAhead} {...props} />
}

export function AppNavLink(props: NavLinkProps) {
  const prefetch = usePrefetch()
  const fetchAhead = () => prefetch(pathnameOf(props.to))
  return <NavLink onPointerEnter={fetchAhead} onFocus={fetchAhead} {...props} />
}
