import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useParams } from 'react-router'
import { outageOf } from '../../api/outage.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { useDraftOwner } from '../drafts/use-draft.ts'
import { usePostDraftPlace } from '../drafts/use-post-draft-place.ts'
import { PostSourceDocument } from './generated/write.ts'
import { PostForm } from './PostForm.tsx'
import { emptyPost } from './post-content.ts'

/** Writing a new post, or changing one. */
export function WritePage() {
  const { postId } = useParams()
  const { t } = useLingui()
  const owner = useDraftOwner()
  // A text belongs to who began it: whoever signs in after them begins their own.
  if (postId) return <EditPost key={`${postId} ${owner}`} id={postId} />
  return (
    <>
      <PageTitle title={t`Write a post`} hidden />
      <NewPost key={owner} owner={owner} />
    </>
  )
}

function NewPost({ owner }: { owner: string | null }) {
  const place = usePostDraftPlace(owner)
  return <PostForm place={place} initial={emptyPost} postId={null} />
}

function EditPost({ id }: { id: string }) {
  const { t } = useLingui()
  const { data, error, refetch, loading } = useQuery(PostSourceDocument, {
    variables: { id },
    fetchPolicy: 'network-only',
    nextFetchPolicy: 'cache-first',
  })
  const post = data?.post
  if (!post && loading) return <Lines rows={2} />
  if (!post && outageOf(error).any) {
    return (
      <>
        <PageTitle title={t`Edit the post`} />
        <ErrorState error={error} onRetry={() => void refetch()}>
          <Trans>The post cannot be fetched at the moment. What you changed before is kept in this browser.</Trans>
        </ErrorState>
      </>
    )
  }
  if (!post?.viewerCanEdit) {
    return (
      <>
        <PageTitle title={t`Edit the post`} />
        <EmptyState action={{ to: '/', label: t`To the feed` }}>
          <Trans>Only its author can change a post.</Trans>
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <PageTitle title={t`Edit the post`} hidden />
      <PostForm
        place={`edit:${id}`}
        postId={id}
        rendered={{ body: post.body, html: post.bodyHtml }}
        initial={{
          title: post.title,
          body: post.body,
          tags: post.tags.map((tag) => tag.name),
          visibility: post.visibility,
          version: post.version,
        }}
      />
    </>
  )
}
