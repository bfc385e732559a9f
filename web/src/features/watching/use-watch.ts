import { useMutation } from '@apollo/client/react'
import { useLingui } from '@lingui/react/macro'
import type { MenuItem } from '../../overlays/menu-item.ts'
import { type ActTrouble, useAct } from '../reactions/use-act.ts'
import {
  LeaveThreadDocument,
  MuteThreadDocument,
  type PostWatchFragment,
  WatchThreadDocument,
} from './generated/watching.ts'

/** How much the reader wants to hear of a thread, as words of its menu: each says what a press does, and so how it is now. */
export function useWatch({ id, viewerWatch }: PostWatchFragment): { items: MenuItem[]; trouble: ActTrouble } {
  const { t } = useLingui()
  const { act, trouble } = useAct()
  const [watch] = useMutation(WatchThreadDocument)
  const [mute] = useMutation(MuteThreadDocument)
  const [leave] = useMutation(LeaveThreadDocument)
  const variables = { id }
  const onWatch = () => void act({ kind: 'watch-thread', id }, () => watch({ variables }))
  const onMute = () => void act({ kind: 'mute-thread', id }, () => mute({ variables }))
  // Nobody who is not signed in has something to take back.
  const onLeave = () => void act({ kind: 'watch-thread', id }, () => leave({ variables }))
  return {
    items: [
      viewerWatch === 'WATCH'
        ? { label: t`Stop watching`, onPress: onLeave }
        : { label: t`Watch for new comments`, onPress: onWatch },
      viewerWatch === 'MUTE' ? { label: t`Unmute`, onPress: onLeave } : { label: t`Mute`, onPress: onMute },
    ],
    trouble,
  }
}
