import { Plural, useLingui } from '@lingui/react/macro'
import { useEffect, useRef } from 'react'
import { Avatar } from '../../ui/Avatar.tsx'
import styles from './mentions.module.css'
import type { Suggested } from './use-mentions.ts'

type MentionListProps = {
  id: string
  people: Suggested[]
  current: number
  /** Below the line in which the name is begun, in the box of the field. */
  place: { top: number; left: number } | null
  onChoose: (person: Suggested) => void
  onPoint: (index: number) => void
}

/** Who may be meant. The field has the focus and the keys; this is what they move in. */
export function MentionList({ id, people, current, place, onChoose, onPoint }: MentionListProps) {
  const { t } = useLingui()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const isOpen = place !== null && people.length > 0
  return (
    <>
      <span role="status" className="visually-hidden">
        {isOpen && <Plural value={people.length} one="# person" other="# people" />}
      </span>
      {isOpen && (
        <div
          ref={list}
          id={id}
          role="listbox"
          aria-label={t`People`}
          tabIndex={-1}
          className={styles.list}
          style={{ top: place.top, left: `min(${place.left}px, max(0px, 100% - 280px))` }}
        >
          {people.map((person, index) => (
            // The keys are the field's, which has the focus.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={person.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              className={styles.person}
              onPointerDown={(event) => event.preventDefault()}
              onPointerMove={() => onPoint(index)}
              onClick={() => onChoose(person)}
            >
              <Avatar id={person.id} size={20} />
              <span className={styles.name} dir="auto">
                {person.displayName}
              </span>
              <span className={styles.handle}>@{person.handle}</span>
            </div>
          ))}
        </div>
      )}
    </>
  )
}
