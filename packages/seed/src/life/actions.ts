/** What the generated people do, as plain data: the shapes of the seed inputs of the public API, with Dates. */
export type Language = 'en' | 'ru'

export type Person = {
  readonly id: string
  readonly handle: string
  readonly displayName: string
  readonly bio: string
  readonly createdAt: Date
  readonly language: Language
  readonly utcOffsetHours: number
}

export type Post = {
  readonly id: string
  readonly authorId: string
  readonly title: string
  readonly body: string
  readonly tags: readonly string[]
  readonly visibility: 'PUBLIC' | 'PRIVATE'
  readonly createdAt: Date
  readonly language: Language
  readonly topic: string
}

export type Comment = {
  readonly id: string
  readonly postId: string
  readonly parentId: string | null
  readonly authorId: string
  readonly body: string
  readonly createdAt: Date
}

export type Like = { readonly userId: string; readonly createdAt: Date } & (
  | { readonly postId: string; readonly commentId: null }
  | { readonly postId: null; readonly commentId: string }
)

export type Repost = { readonly userId: string; readonly postId: string; readonly createdAt: Date }
export type Follow = { readonly followerId: string; readonly userId: string; readonly createdAt: Date }

export const viewSources = ['FEED', 'TAG', 'SEARCH', 'PROFILE', 'LINK', 'OTHER'] as const
export type View = {
  readonly viewerId: string
  readonly postId: string
  readonly source: (typeof viewSources)[number]
  readonly at: Date
}

/** Everything that ever happened; each list in order of time. */
export type Life = {
  readonly anchor: Date
  readonly people: readonly Person[]
  readonly follows: readonly Follow[]
  readonly posts: readonly Post[]
  readonly comments: readonly Comment[]
  readonly likes: readonly Like[]
  readonly reposts: readonly Repost[]
  readonly views: readonly View[]
}
