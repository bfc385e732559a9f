import { from, newAddress } from './addresses.ts'
import { GraphQLClient } from './graphql-client.ts'

export type Thing = { id: string }
export type Tokens = { accessToken: string; refreshToken: string; expiresAt: string }

const problem = '... on Problem { message code }'

/** An access token lasts five minutes, and a run of many tests longer. */
const renewBeforeMs = 60_000

/** Somebody with an account: what they do, as short sentences. Each throws if the forum says no. */
export class Person {
  readonly id: string
  readonly handle: string
  /** Changes with a reset. */
  password: string
  readonly client: GraphQLClient
  /** Where they come from. */
  readonly address: string
  tokens: Tokens
  readonly #nobody: GraphQLClient
  #renewing: Promise<void> | undefined

  constructor(
    account: { id: string; handle: string; password: string; tokens: Tokens; address?: string },
    url: string,
  ) {
    const address = account.address ?? newAddress()
    this.address = address
    this.id = account.id
    this.handle = account.handle
    this.password = account.password
    this.tokens = account.tokens
    this.#nobody = new GraphQLClient(url, () => from(address))
    this.client = new GraphQLClient(url, async () => ({
      authorization: `Bearer ${await this.#freshToken()}`,
      ...from(address),
    }))
  }

  /** The address that they registered with. */
  get email(): string {
    return `${this.handle}@example.org`
  }

  /** Makes an account through the gateway. */
  static async register(url: string, handle: string): Promise<Person> {
    const password = `${handle} opens the door 7`
    const address = newAddress()
    const { viewer, tokens } = await new GraphQLClient(url, () => from(address)).mutate<{
      viewer: Thing
      tokens: Tokens
    }>(
      `mutation Register($input: RegisterInput!) { register(input: $input) {
        __typename ... on RegisterSuccess { viewer { id } tokens { accessToken refreshToken expiresAt } } ${problem} } }`,
      { input: { handle, email: `${handle}@example.org`, password, displayName: handle } },
    )
    return new Person({ id: viewer.id, handle, password, tokens, address }, url)
  }

  /** Signs in again, into a session of its own. */
  async login(): Promise<void> {
    const { tokens } = await this.#nobody.mutate<{ tokens: Tokens }>(
      `mutation Login($input: LoginInput!) { login(input: $input) {
        __typename ... on LoginSuccess { tokens { accessToken refreshToken expiresAt } } ${problem} } }`,
      { input: { login: this.handle, password: this.password } },
    )
    this.tokens = tokens
  }

  /** Goes on with the same session, for as long as an access token lasts. */
  async refresh(): Promise<void> {
    const { tokens } = await this.#nobody.mutate<{ tokens: Tokens }>(
      `mutation Refresh($input: RefreshSessionInput!) { refreshSession(input: $input) {
        __typename ... on RefreshSessionSuccess { tokens { accessToken refreshToken expiresAt } } ${problem} } }`,
      { input: { refreshToken: this.tokens.refreshToken } },
    )
    this.tokens = tokens
  }

  async post(
    post: { title?: string; body?: string; visibility?: 'PUBLIC' | 'PRIVATE'; tags?: string[] } = {},
  ): Promise<Thing> {
    const input = { title: 'On tea', body: 'Water, leaves, *time*.', ...post }
    const { post: created } = await this.client.mutate<{ post: Thing }>(
      `mutation CreatePost($input: CreatePostInput!) { createPost(input: $input) {
        __typename ... on CreatePostSuccess { post { id } } ${problem} } }`,
      { input },
    )
    return created
  }

  async comment(post: Thing, body = 'So it is.', parent?: Thing): Promise<Thing> {
    const { comment } = await this.client.mutate<{ comment: Thing }>(
      `mutation AddComment($input: AddCommentInput!) { addComment(input: $input) {
        __typename ... on AddCommentSuccess { comment { id } } ${problem} } }`,
      { input: { postId: post.id, parentId: parent?.id ?? null, body } },
    )
    return comment
  }

  async like(post: Thing): Promise<void> {
    await this.#act('likePost', 'LikePostInput', { postId: post.id })
  }

  async unlike(post: Thing): Promise<void> {
    await this.#act('unlikePost', 'UnlikePostInput', { postId: post.id })
  }

  async likeComment(comment: Thing): Promise<void> {
    await this.#act('likeComment', 'LikeCommentInput', { commentId: comment.id })
  }

  async repost(post: Thing): Promise<void> {
    await this.#act('repost', 'RepostInput', { postId: post.id })
  }

  async bookmark(post: Thing): Promise<void> {
    await this.#act('bookmarkPost', 'BookmarkPostInput', { postId: post.id })
  }

  async follow(person: Thing): Promise<void> {
    await this.#act('followUser', 'FollowUserInput', { userId: person.id })
  }

  async view(post: Thing, source = 'FEED'): Promise<void> {
    await this.#act('recordPostViews', 'RecordPostViewsInput', { views: [{ postId: post.id, source }] })
  }

  async makePrivate(post: Thing): Promise<void> {
    await this.#act('updatePost', 'UpdatePostInput', { id: post.id, visibility: 'PRIVATE' })
  }

  async makePublic(post: Thing): Promise<void> {
    await this.#act('updatePost', 'UpdatePostInput', { id: post.id, visibility: 'PUBLIC' })
  }

  /** As a moderator. */
  async removePost(post: Thing): Promise<void> {
    await this.#act('removeContent', 'RemoveContentInput', { postId: post.id, reason: 'It breaks a rule.' })
  }

  async deletePost(post: Thing): Promise<void> {
    await this.#act('deletePost', 'DeletePostInput', { id: post.id })
  }

  /** As a program does it: renewed before it ends, once for all who ask at the same time. */
  async #freshToken(): Promise<string> {
    if (Date.parse(this.tokens.expiresAt) - Date.now() < renewBeforeMs) {
      this.#renewing ??= this.refresh().finally(() => {
        this.#renewing = undefined
      })
      await this.#renewing
    }
    return this.tokens.accessToken
  }

  async #act(mutation: string, input: string, value: Record<string, unknown>): Promise<void> {
    await this.client.mutate(
      `mutation Act($input: ${input}!) { ${mutation}(input: $input) { __typename ${problem} } }`,
      { input: value },
    )
  }
}
