import { Link, type LinkProps, useLocation, useNavigation } from 'react-router'
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

type AppNavLinkProps = LinkProps & {
  /** Only the address itself, not what lies below it. */
  end?: boolean
  /** Further addresses that the word stands for. */
  also?: string[]
}

/** A word of a menu: current where the reader is, or where they are going while the page's code still loads. */
export function AppNavLink({ end = false, also = [], ...props }: AppNavLinkProps) {
  const { pathname } = useLocation()
  const going = useNavigation().location?.pathname
  const here = going ?? pathname
  const own = pathnameOf(props.to)
  const isCurrent = here === own || also.includes(here) || (!end && here.startsWith(`${own}/`))
  return <AppLink {...props} aria-current={isCurrent ? 'page' : undefined} />
}
