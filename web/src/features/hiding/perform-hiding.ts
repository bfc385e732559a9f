import type { ApolloClient, TypedDocumentNode } from '@apollo/client'
import type { HiddenReason } from '../../generated/schema.ts'
import { BlockUserDocument, MuteUserDocument, UnblockUserDocument, UnmuteUserDocument } from './generated/hiding.ts'
import { hideInCache } from './hide-in-cache.ts'

export type HidingAct = 'block' | 'unblock' | 'mute' | 'unmute'

type Answer = { outcome: { __typename: string } | null }

const documents: Record<HidingAct, TypedDocumentNode<Answer, { id: string }>> = {
  block: BlockUserDocument,
  unblock: UnblockUserDocument,
  mute: MuteUserDocument,
  unmute: UnmuteUserDocument,
}
const reasons: Partial<Record<HidingAct, HiddenReason>> = { block: 'BLOCKED', mute: 'MUTED' }

/** Tells the forum, and takes whoever is hidden now off everything that is held. `error` is what came beside an answer; rejects where none came. */
export async function performHiding(
  client: ApolloClient,
  act: HidingAct,
  id: string,
): Promise<{ isDone: boolean; error: unknown }> {
  const reason = reasons[act]
  const { data, error } = await client.mutate({
    mutation: documents[act],
    variables: { id },
    update: (cache, answer) => {
      if (reason && isDone(answer.data)) hideInCache(cache, id, reason)
    },
    // Who is shown again may stand anywhere.
    refetchQueries: reason ? [] : 'active',
  })
  return { isDone: isDone(data), error }
}

const isDone = (data: Answer | null | undefined): boolean => data?.outcome?.__typename.endsWith('Success') ?? false
