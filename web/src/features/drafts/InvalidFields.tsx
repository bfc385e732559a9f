import { Trans } from '@lingui/react/macro'

/** What has to change before the text can be sent; the server's own sentence where we have no words for its code. */
export function InvalidFields({ fields }: { fields: { path: string[]; code: string; message: string }[] }) {
  if (fields.length === 0) return <Trans>Something in this text cannot be accepted as it is.</Trans>
  return fields.map(({ path, code, message }) => (
    <span key={`${path.join('.')} ${code}`}>
      <FieldWords path={path} code={code} fallback={message} />{' '}
    </span>
  ))
}

function FieldWords({ path, code, fallback }: { path: string[]; code: string; fallback: string }) {
  const [field] = path
  if (code === 'TOO_COMPLEX')
    return (
      <Trans>This text cannot be laid out. Nest its lists and quotes less deeply, or make its tables smaller.</Trans>
    )
  if (field === 'title') return <Trans>A title needs 1 to 200 characters that can be seen.</Trans>
  if (field === 'body') {
    return <Trans>The text is empty or too long: a post holds 50,000 characters, a comment 10,000.</Trans>
  }
  if (field === 'tags') return <Trans>At most 5 tags of up to 30 characters.</Trans>
  return fallback
}
