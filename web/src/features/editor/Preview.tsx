import { useQuery } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { Away } from '../../ui/Away.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { RenderMarkdownDocument } from '../write/generated/write.ts'

const pause = 350

/** What the text will be, by the same renderer that publishes it. */
export function Preview({ body }: { body: string }) {
  const [settled, setSettled] = useState(body)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(body), pause)
    return () => clearTimeout(timer)
  }, [body])

  const { data, previousData, error } = useQuery(RenderMarkdownDocument, {
    variables: { body: settled },
    skip: settled.trim() === '',
    fetchPolicy: 'no-cache',
  })
  const html = (data ?? previousData)?.renderMarkdown
  if (body.trim() === '') {
    return (
      <Away>
        <Trans>The preview appears here.</Trans>
      </Away>
    )
  }
  if (error && !html) {
    return (
      <Away>
        <Trans>No preview at the moment. The text itself is kept.</Trans>
      </Away>
    )
  }
  return html ? <Prose html={html} /> : null
}
