/** What people write about: sentences that stand in any order within their part, so that few make many. */
export type Topic = {
  readonly name: string
  readonly tags: readonly string[]
  readonly things: readonly string[]
  readonly titles: readonly string[]
  readonly openings: readonly string[]
  readonly details: readonly string[]
  readonly questions: readonly string[]
}
