/** How much life a profile generates. All numbers are totals over `days` days, not rates. */
export type Profile = {
  readonly name: string
  readonly people: number
  readonly posts: number
  readonly comments: number
  readonly postLikes: number
  readonly commentLikes: number
  readonly reposts: number
  readonly follows: number
  readonly views: number
}

export const days = 90

export const profiles = {
  smoke: {
    name: 'smoke',
    people: 30,
    posts: 80,
    comments: 320,
    postLikes: 540,
    commentLikes: 160,
    reposts: 40,
    follows: 150,
    views: 2_400,
  },
  demo: {
    name: 'demo',
    people: 300,
    posts: 2_000,
    comments: 10_000,
    postLikes: 34_000,
    commentLikes: 6_000,
    reposts: 1_500,
    follows: 3_000,
    views: 100_000,
  },
} as const satisfies Record<string, Profile>

export type ProfileName = keyof typeof profiles
