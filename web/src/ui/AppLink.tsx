import { Link, type LinkProps, NavLink, type NavLinkProps } from 'react-router'
import { prefetchPath } from '../app/prefetch.ts'

function pathnameOf(to: LinkProps['to']): string {
  return (typeof to === 'string' ? to : (to.pathname ?? '')).split(/[?#]/)[0] ?? ''
}

/** A link within the app; its page's code is fetched when the pointer or focus comes near. */
export function AppLink(props: LinkProps) {
  const fetchAhead = () => prefetchPath(pathnameOf(props.to))
  return <Link onPointerEnter={fetchAhead} onFocus={fetchAhead} {...props} />
}

export function AppNavLink(props: NavLinkProps) {
  const fetchAhead = () => prefetchPath(pathnameOf(props.to))
  return <NavLink onPointerEnter={fetchAhead} onFocus={fetchAhead} {...props} />
}
