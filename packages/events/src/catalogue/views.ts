import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { hashedId } from '../hashed-id.ts'
import { id, version } from './pieces.ts'

/** Where a reader came from, in the schema's order: of several in one half-hour, the first of this list counts. */
export const viewSources = ['FEED', 'TAG', 'SEARCH', 'PROFILE', 'NOTIFICATION', 'LINK', 'OTHER'] as const

export type ViewSource = (typeof viewSources)[number]

/**
 * One view: of one viewer, post and UTC half-hour. Make it with `postView`, which gives it the id, time and version that make a
 * repeat the same row.
 */
export const postViewed = defineEvent({
  type: 'post_viewed',
  topic: 'views',
  source: 'forum/posts',
  data: z.object({
    postId: id,
    postAuthorId: id,
    /** The user's id for members, else the visitor's. */
    viewerKey: z.string().min(1).max(200),
    member: z.boolean(),
    source: z.enum(viewSources),
    version,
  }),
  key: (data) => data.postId,
})

export type PostView = { postId: string; postAuthorId: string; viewerKey: string; member: boolean; source: ViewSource }

const halfHourMs = 30 * 60 * 1000

/** The event of a view at a time: id = hash(viewer, post, half-hour), time = the half-hour's start, version = higher for earlier sources. */
export function postView(view: PostView, at: Date): ReturnType<typeof postViewed> {
  const halfHour = new Date(Math.floor(at.getTime() / halfHourMs) * halfHourMs)
  const version = viewSources.length - viewSources.indexOf(view.source)
  return postViewed(
    { ...view, version },
    {
      time: halfHour,
      id: hashedId(view.viewerKey, view.postId, halfHour.toISOString()),
    },
  )
}
