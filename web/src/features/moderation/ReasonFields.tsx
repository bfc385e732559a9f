import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { SelectField, TextAreaField } from '../../ui/Field.tsx'
import { RulesToNameDocument } from '../administration/generated/suspension.ts'

/** Why somebody is acted upon, and by which rule of the place; one of the two is enough. */
export function ReasonFields({ isWrong }: { isWrong: boolean }) {
  const { t } = useLingui()
  const { data } = useQuery(RulesToNameDocument)
  const rules = data?.site?.rules ?? []
  return (
    <>
      {rules.length > 0 && (
        <SelectField name="rule" label={<Trans>The rule that was broken</Trans>} defaultValue="">
          <option value="">{t`None of them`}</option>
          {rules.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </SelectField>
      )}
      <TextAreaField
        name="reason"
        label={<Trans>Why? They are told.</Trans>}
        hint={rules.length > 0 && <Trans>With a rule it may be empty.</Trans>}
        problem={isWrong && <Trans>1 to 500 characters.</Trans>}
      />
    </>
  )
}
