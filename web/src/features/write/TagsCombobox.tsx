import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/Input.layer.css'
import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { useQuery } from '@apollo/client/react'
import { useLingui } from '@lingui/react/macro'
import { TagsInput } from '@mantine/core'
import { useState } from 'react'
import { OverlayTheme } from '../../overlays/OverlayTheme.tsx'
import { TagSuggestionsDocument } from './generated/write.ts'
import { cleanTags, maxTags } from './tags.ts'
import styles from './write.module.css'

export function TagsCombobox({ tags, onChange }: { tags: string[]; onChange: (tags: string[]) => void }) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const query = search.trim().toLowerCase()
  const { data, previousData } = useQuery(TagSuggestionsDocument, { variables: { query }, skip: query === '' })
  const known = query === '' ? [] : ((data ?? previousData)?.tags?.edges.map(({ node }) => node.name) ?? [])
  return (
    <OverlayTheme>
      <TagsInput
        aria-label={t`Tags, at most five`}
        placeholder={tags.length === 0 ? t`Tags: a word and Enter` : undefined}
        value={tags}
        onChange={(next) => onChange(cleanTags(next))}
        searchValue={search}
        onSearchChange={setSearch}
        data={known.filter((name) => !tags.includes(name))}
        maxTags={maxTags}
        splitChars={[',']}
        acceptValueOnBlur
        comboboxProps={{ transitionProps: { duration: 0 } }}
        classNames={{
          input: styles.tagsInput,
          inputField: styles.tagsField,
          pill: styles.pill,
          dropdown: styles.dropdown,
          option: styles.option,
        }}
      />
    </OverlayTheme>
  )
}
