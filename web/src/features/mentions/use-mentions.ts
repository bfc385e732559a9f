import { useQuery } from '@apollo/client/react'
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import { useViewer } from '../viewer/use-viewer.ts'
import { caretPlace } from './caret-place.ts'
import { SuggestUsersDocument, type SuggestUsersQuery } from './generated/mentions.ts'
import { type BegunMention, mentionBefore } from './mention-before.ts'

const pauseMs = 150

export type Suggested = NonNullable<NonNullable<SuggestUsersQuery['suggestUsers']>[number]>

type Open = BegunMention & { top: number; left: number }
type Given = {
  /** Of the field. */
  id: string
  postId: string | undefined
  replace: (field: HTMLTextAreaElement, from: number, to: number, insert: string) => void
}

/**
 * Completes `@name` in a text field, as a combobox does: the list stands below the line, and the field keeps the focus. A field of several lines may
 * not have that role, so it stays a text box with what of the pattern one may have, and a word that says how many there are.
 */
export function useMentions(area: RefObject<HTMLTextAreaElement | null>, { id, postId, replace }: Given) {
  const { viewer } = useViewer()
  const [open, setOpen] = useState<Open | null>(null)
  /** Closed by Escape: it stays so until another name is begun. */
  const [leftAt, setLeftAt] = useState<number | null>(null)
  const [active, setActive] = useState(0)
  const prefix = useSettled(open?.prefix ?? null)
  const { data, previousData } = useQuery(SuggestUsersDocument, {
    variables: { prefix: prefix ?? '', postId: postId ?? null },
    skip: prefix === null || open === null || !viewer,
  })
  const people = open ? ((data ?? previousData)?.suggestUsers ?? []).filter((person) => person !== null) : []
  const listId = `${id}-mentions`
  const isOpen = people.length > 0
  const current = Math.min(active, people.length - 1)

  const close = () => setOpen(null)

  /** Looks at what stands before the caret. */
  const look = () => {
    const field = area.current
    const found = field && field.selectionStart === field.selectionEnd && mentionBefore(field.value, field.selectionEnd)
    if (!field || !found || found.from === leftAt) {
      if (!found) setLeftAt(null)
      return close()
    }
    if (open?.from !== found.from || open.prefix !== found.prefix) setActive(0)
    setOpen({ ...found, ...caretPlace(field, found.from) })
  }

  const choose = ({ handle }: Suggested) => {
    const field = area.current
    if (!field || !open) return
    replace(field, open.from, field.selectionEnd, `@${handle} `)
    close()
  }

  /** Whether the key was for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const person = people[current]
    if (!isOpen || !person || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return false
    switch (event.key) {
      case 'ArrowDown':
        setActive((current + 1) % people.length)
        break
      case 'ArrowUp':
        setActive((current - 1 + people.length) % people.length)
        break
      case 'Enter':
      case 'Tab':
        if (event.shiftKey) return false
        choose(person)
        break
      case 'Escape':
        setLeftAt(open?.from ?? null)
        close()
        break
      default:
        return false
    }
    // Neither a new line, nor the end of the reply that it is written in.
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  return {
    look,
    close,
    onKeyDown,
    area: {
      'aria-autocomplete': 'list' as const,
      'aria-controls': isOpen ? listId : undefined,
      'aria-activedescendant': isOpen ? `${listId}-${current}` : undefined,
    },
    list: { id: listId, people, current, place: open, onChoose: choose, onPoint: setActive },
  }
}

/** A prefix when nobody has pressed a key for a moment; null at once. */
function useSettled(prefix: string | null): string | null {
  const [settled, setSettled] = useState(prefix)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(prefix), prefix === null ? 0 : pauseMs)
    return () => clearTimeout(timer)
  }, [prefix])
  return prefix === null ? null : settled
}
