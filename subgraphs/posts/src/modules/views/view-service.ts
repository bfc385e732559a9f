import {
  type BestEffortSender,
  type EventProducer,
  type ForumEvent,
  type PostView,
  postView,
  viewSources,
} from '@forum/events'
import { Problems, type Viewer } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import { type PostId, readPostId } from '../../ids.ts'
import type { PostHead } from '../posts/post.ts'
import type { PostReader } from '../posts/post-reader.ts'

export type ViewDeps = { posts: PostReader; sender: BestEffortSender; producer: EventProducer; clock: Clock }

const maxViews = 50
/** In one message to Kafka. */
const viewsAtOnce = 500

type Source = PostView['source']
type GivenView = { postId: string; source?: Source | null | undefined }

export class ViewService {
  readonly #deps: ViewDeps

  constructor(deps: ViewDeps) {
    this.#deps = deps
  }

  /** What nobody can be told apart by (no session, no visitor cookie), may not see, or wrote, is passed over in silence. */
  async record(viewer: Viewer | null, visitorId: string | null, given: readonly GivenView[]) {
    const { posts, sender, clock } = this.#deps
    const problems = new Problems()
    problems.check(given.length <= maxViews, ['views'], 'TOO_MANY', `At most ${maxViews} views at once.`)
    const refused = problems.outcome()
    if (refused) return refused
    const viewerKey = viewer?.id ?? visitorId
    const sources = firstSources(given)
    if (viewerKey === null || sources.size === 0) return { __typename: 'RecordPostViewsSuccess' as const, recorded: 0 }

    const visible = await posts.visibleHeads(viewer, [...sources.keys()])
    const views = [...visible.values()].flatMap((post) =>
      viewOf(post, viewerKey, viewer !== null, sources, clock.now()),
    )
    sender.add(...views)
    return { __typename: 'RecordPostViewsSuccess' as const, recorded: views.length }
  }

  /** Sends given views and resolves when Kafka has them; for seeding. */
  async send(views: readonly ForumEvent[]): Promise<void> {
    for (let at = 0; at < views.length; at += viewsAtOnce)
      await this.#deps.producer.send(views.slice(at, at + viewsAtOnce))
  }
}

/** One source a post: of several the first in ViewSource counts. */
function firstSources(given: readonly GivenView[]): Map<PostId, Source> {
  const sources = new Map<PostId, Source>()
  for (const { postId, source } of given) {
    const id = readPostId(postId)
    if (!id) continue
    const told = source ?? 'OTHER'
    const known = sources.get(id)
    if (!known || viewSources.indexOf(told) < viewSources.indexOf(known)) sources.set(id, told)
  }
  return sources
}

function viewOf(
  post: PostHead,
  viewerKey: string,
  member: boolean,
  sources: ReadonlyMap<PostId, Source>,
  at: Date,
): ForumEvent[] {
  if (post.authorId === viewerKey || post.removed) return []
  const source = sources.get(post.id) ?? 'OTHER'
  return [postView({ postId: post.id, postAuthorId: post.authorId, viewerKey, member, source }, at)]
}
