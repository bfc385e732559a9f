import { useQuery } from '@apollo/client/react'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { codeOf, messageOf, reasonOf, retryAfterOf } from '../../api/outage.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Away } from '../../ui/Away.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { fieldWords } from '../drafts/field-words.ts'
import { useViewer } from '../viewer/use-viewer.ts'
import { RenderMarkdownDocument } from '../write/generated/write.ts'
import type { Rendered } from './rendered.ts'

const pause = 350

/** What the text will be, by the same renderer that publishes it. */
export function Preview({ body, rendered, small }: { body: string; rendered?: Rendered | undefined; small: boolean }) {
  const { viewer } = useViewer()
  const [settled, setSettled] = useState(body)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(body), pause)
    return () => clearTimeout(timer)
  }, [body])

  const isKnown = rendered?.body === settled
  const { data, previousData, error } = useQuery(RenderMarkdownDocument, {
    variables: { body: settled },
    skip: isKnown || settled.trim() === '' || !viewer,
    fetchPolicy: 'no-cache',
  })
  const html = isKnown ? rendered.html : (data ?? previousData)?.renderMarkdown
  if (body.trim() === '') {
    return (
      <Away>
        <Trans>The preview appears here.</Trans>
      </Away>
    )
  }
  if (!viewer && !isKnown) return <SignInFirst />
  if (error && !isKnown) return <Refused error={error} />
  return html ? <Prose html={html} small={small} /> : null
}

function SignInFirst() {
  const { pathname, search } = useLocation()
  return (
    <Away>
      <Trans>
        <AppLink to={`/sign-in?next=${encodeURIComponent(pathname + search)}`}>Sign in</AppLink> to see a preview. The
        text is kept here.
      </Trans>
    </Away>
  )
}

/** What the server says about the text is said to the writer, in the words that publishing it would get; anything else is a service that is away. */
function Refused({ error }: { error: unknown }) {
  const { i18n } = useLingui()
  const code = codeOf(error)
  if (code === 'BAD_USER_INPUT') {
    const message = messageOf(error) ?? ''
    const words = fieldWords({ path: ['body'], code: reasonOf(error) ?? '', message })
    return <Away>{words ? i18n._(words) : message}</Away>
  }
  if (code === 'UNAUTHENTICATED') return <SignInFirst />
  return (
    <Away error={error}>
      {code === 'RATE_LIMITED' ? (
        <TooMany seconds={retryAfterOf(error) ?? 60} />
      ) : (
        <Trans>No preview at the moment. The text itself is kept.</Trans>
      )}
    </Away>
  )
}

function TooMany({ seconds }: { seconds: number }) {
  return (
    <>
      <Trans>Many previews were made in a short time; the text is kept.</Trans>{' '}
      <Plural value={seconds} one="The next one can come in # second." other="The next one can come in # seconds." />
    </>
  )
}
