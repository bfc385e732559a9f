import type { ApolloCache } from '@apollo/client'
import { useMutation } from '@apollo/client/react'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { MenuItem } from '../../overlays/menu-item.ts'
import { Trouble } from '../../ui/Trouble.tsx'
import {
  LockPostDocument,
  PinPostDocument,
  RemoveContentDocument,
  RestoreContentDocument,
  UnlockPostDocument,
  UnpinPostDocument,
} from './generated/moderation.ts'
import type { RemovalWish } from './RemoveForm.tsx'

const RemoveForm = lazy(() => import('./RemoveForm.tsx').then((module) => ({ default: module.RemoveForm })))

type Subject = {
  ref: { postId: string } | { commentId: string }
  viewerCanModerate: boolean
  /** Nobody removes what they wrote themselves: they delete it. */
  isOwn: boolean
  isRemoved: boolean
  /** Of a post. */
  thread?: { locked: boolean; pinned: boolean }
}

type State = { kind: 'idle' | 'asking' | 'wrong' } | { kind: 'refused'; says: MessageDescriptor; error?: unknown }

type Outcome = { __typename?: string; code?: string } | null | undefined

const refusals: Record<string, MessageDescriptor> = {
  RANK: msg`This person has your rank or a higher one: an administrator can do it.`,
  ONESELF: msg`Nobody acts upon themselves: another moderator can do it.`,
  PINS_FULL: msg`Three posts are pinned already. Unpin one first.`,
}
const lost = msg`Nothing was changed: the forum did not answer. Try again.`

/** What moderators may do to a post or comment: items for its menu, and the form that one of them opens. For everybody else nothing. */
export function useModeration(subject: Subject): { items: MenuItem[]; panel: ReactNode } {
  const { ref, viewerCanModerate, isOwn, isRemoved, thread } = subject
  const { t } = useLingui()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const [remove, removing] = useMutation(RemoveContentDocument)
  const [restore] = useMutation(RestoreContentDocument)
  const [lock] = useMutation(LockPostDocument)
  const [unlock] = useMutation(UnlockPostDocument)
  const [pin] = useMutation(PinPostDocument)
  const [unpin] = useMutation(UnpinPostDocument)
  if (!viewerCanModerate) return { items: [], panel: null }

  const settle = async (done: Promise<{ outcome: Outcome; error?: unknown }>) => {
    const { outcome, error } = await done.catch((failure: unknown) => ({ outcome: null, error: failure }))
    const kind = outcome?.__typename
    if (kind?.endsWith('Success')) setState({ kind: 'idle' })
    else if (kind === 'InvalidInput') setState({ kind: 'wrong' })
    else setState({ kind: 'refused', says: refusals[outcome?.code ?? ''] ?? lost, error: error ?? outcome ?? {} })
  }
  const postId = 'postId' in ref ? ref.postId : ''
  const onRemove = ({ withReplies, ...reason }: RemovalWish) =>
    settle(
      remove({
        variables: { input: { ...ref, withReplies, ...reason } },
        ...(withReplies && { refetchQueries: ['Thread', 'Branch'] }),
      }).then(({ data, error }) => ({ outcome: data?.removeContent, error })),
    )
  const onRestore = () =>
    settle(restore({ variables: { input: ref } }).then(({ data, error }) => ({ outcome: data?.restoreContent, error })))
  const onLock = () =>
    settle(
      thread?.locked
        ? unlock({ variables: { postId } }).then(({ data, error }) => ({ outcome: data?.unlockPost, error }))
        : lock({ variables: { postId } }).then(({ data, error }) => ({ outcome: data?.lockPost, error })),
    )
  const onPin = () =>
    settle(
      thread?.pinned
        ? unpin({ variables: { postId }, update: forgetPins }).then(({ data, error }) => ({
            outcome: data?.unpinPost,
            error,
          }))
        : pin({ variables: { postId }, update: forgetPins }).then(({ data, error }) => ({
            outcome: data?.pinPost,
            error,
          })),
    )

  const items: MenuItem[] = [
    ...(thread && !isRemoved
      ? [
          { label: thread.locked ? t`Unlock the thread` : t`Lock the thread`, onPress: () => void onLock() },
          { label: thread.pinned ? t`Unpin` : t`Pin above the feed`, onPress: () => void onPin() },
        ]
      : []),
    ...(isRemoved && !isOwn ? [{ label: t`Restore`, onPress: () => void onRestore() }] : []),
    ...(!isRemoved && !isOwn ? [{ label: t`Remove…`, onPress: () => setState({ kind: 'asking' }), danger: true }] : []),
  ]
  const isWriting = state.kind === 'asking' || state.kind === 'wrong'
  const panel = (
    <>
      <Trouble
        says={state.kind === 'refused' ? state.says : null}
        error={state.kind === 'refused' ? state.error : undefined}
      />
      {isWriting && (
        <Suspense fallback={null}>
          <RemoveForm
            isComment={'commentId' in ref}
            isWrong={state.kind === 'wrong'}
            isBusy={removing.loading}
            onRemove={(wish) => void onRemove(wish)}
            onCancel={() => setState({ kind: 'idle' })}
          />
        </Suspense>
      )}
    </>
  )
  return { items, panel }
}

/** What is pinned is asked anew when it is shown next. */
const forgetPins = (cache: ApolloCache) => void cache.evict({ fieldName: 'pinnedPosts' })
