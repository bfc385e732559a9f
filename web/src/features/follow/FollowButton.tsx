import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '../../ui/Button.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { useAct } from '../reactions/use-act.ts'
import { useViewer } from '../viewer/use-viewer.ts'
import { FollowUserDocument, UnfollowUserDocument } from './generated/follow.ts'

type Followed = { id: string; displayName: string; viewerFollows: boolean | null; followerCount: number | null }

export function FollowButton({ person }: { person: Followed }) {
  const { viewer } = useViewer()
  const { t } = useLingui()
  const { act, trouble } = useAct()
  const [follow] = useMutation(FollowUserDocument)
  const [unfollow] = useMutation(UnfollowUserDocument)
  const { id, displayName, viewerFollows: follows, followerCount } = person
  if (viewer?.id === id || (viewer && follows === null)) return null

  const expected = (viewerFollows: boolean) => ({
    __typename: 'User' as const,
    id,
    viewerFollows,
    followerCount: followerCount === null ? null : followerCount + (viewerFollows ? 1 : -1),
  })
  const onPress = () =>
    act({ kind: 'follow', id }, () =>
      follows
        ? unfollow({
            variables: { id },
            optimisticResponse: { unfollowUser: { __typename: 'UnfollowUserSuccess', user: expected(false) } },
          })
        : follow({
            variables: { id },
            optimisticResponse: { followUser: { __typename: 'FollowUserSuccess', user: expected(true) } },
          }),
    )
  return (
    <div>
      <Button
        onClick={onPress}
        aria-pressed={follows === true}
        aria-label={follows ? t`Following ${displayName}, press to stop` : t`Follow ${displayName}`}
      >
        {follows ? <Trans context="state of a button">Following</Trans> : <Trans>Follow</Trans>}
      </Button>
      <Trouble {...trouble} atEnd />
    </div>
  )
}
