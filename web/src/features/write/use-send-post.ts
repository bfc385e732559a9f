import { useMutation } from '@apollo/client/react'
import { CreatePostDocument, UpdatePostDocument } from './generated/write.ts'
import type { PostContent } from './post-content.ts'

/** Publishes a new post, or saves one that is there; what did not come back is an error beside a missing outcome. */
export function useSendPost(postId: string | null, idempotencyKey: string) {
  const [create, creating] = useMutation(CreatePostDocument)
  const [update, updating] = useMutation(UpdatePostDocument)

  const deliver = async ({ title, body, tags, visibility }: PostContent, version: number | null) => {
    const content = { title, body, tags, visibility }
    try {
      if (postId) {
        const { data, error } = await update({ variables: { input: { id: postId, ...content, version } } })
        return { outcome: data?.updatePost ?? null, error }
      }
      const { data, error } = await create({ variables: { input: { ...content, idempotencyKey } } })
      return { outcome: data?.createPost ?? null, error }
    } catch (error) {
      return { outcome: null, error }
    }
  }
  return { deliver, isBusy: creating.loading || updating.loading }
}
