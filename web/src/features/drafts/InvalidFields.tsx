import { useLingui } from '@lingui/react/macro'
import { fieldWords } from './field-words.ts'

/** What has to change before the text can be sent; the server's own sentence where we have no words for its code. */
export function InvalidFields({ fields }: { fields: { path: string[]; code: string; message: string }[] }) {
  const { t, i18n } = useLingui()
  if (fields.length === 0) return t`Something in this text cannot be accepted as it is.`
  return fields.map((field) => {
    const words = fieldWords(field)
    return <span key={`${field.path.join('.')} ${field.code}`}>{words ? i18n._(words) : field.message} </span>
  })
}
