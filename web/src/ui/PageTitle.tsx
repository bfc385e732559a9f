import { useEffect, useRef } from 'react'
import { useLocation, useNavigationType } from 'react-router'
import { useIsFirstPage } from './first-page.ts'
import { takeHeadingFocus } from './heading-focus.ts'
import { usePageHead } from './page-head.ts'
import { useSiteName } from './site-name.ts'
import { useTitleMark } from './title-mark.ts'

/** The page's h1 and document title. After a navigation the focus moves here, so that a screen reader hears where it is. */
export function PageTitle({
  title,
  hidden,
  className,
  lang,
}: {
  title: string
  hidden?: boolean
  className?: string
  lang?: string
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname } = useLocation()
  const navigation = useNavigationType()
  const isFirst = useIsFirstPage()
  const siteName = useSiteName()
  const mark = useTitleMark()

  usePageHead({ title })
  useEffect(() => {
    document.title = `${mark}${title} · ${siteName}`
  }, [mark, title, siteName])

  useEffect(() => {
    if (takeHeadingFocus(pathname) || (!isFirst && navigation !== 'POP'))
      heading.current?.focus({ preventScroll: true })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the pathname is the navigation itself
  }, [pathname])

  return (
    <h1 ref={heading} tabIndex={-1} lang={lang} dir="auto" className={hidden ? 'visually-hidden' : className}>
      {title}
    </h1>
  )
}
