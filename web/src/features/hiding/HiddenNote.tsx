import { Trans } from '@lingui/react/macro'
import { Button } from '../../ui/Button.tsx'
import styles from './hiding.module.css'
import { useHiding } from './use-hiding.tsx'

type Person = { id: string; displayName: string; viewerBlocks: boolean | null; viewerMutes: boolean | null }

/** On the page of somebody whom the viewer has hidden: what that means, and the way back. */
export function HiddenNote({ person }: { person: Person }) {
  const { run, rest } = useHiding(person)
  const { viewerBlocks, viewerMutes } = person
  if (!viewerBlocks && !viewerMutes) return null
  return (
    <div className={styles.note}>
      <p>
        {viewerBlocks ? (
          <Trans>You have blocked this person: you see nothing of them, and neither of you can answer the other.</Trans>
        ) : (
          <Trans>You have muted this person: you see nothing of them. They do not know.</Trans>
        )}
      </p>
      <Button onClick={() => void run(viewerBlocks ? 'unblock' : 'unmute')}>
        {viewerBlocks ? <Trans>Unblock</Trans> : <Trans>Unmute</Trans>}
      </Button>
      {rest}
    </div>
  )
}
