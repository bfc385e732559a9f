import { badUserInput, type FieldProblem, invalidInput, isVisible, publicError, rateLimited } from '@forum/graphql-kit'
import type { UserId } from '../../ids.ts'
import type { MentionService } from '../mentions/mention-service.ts'
import type { WriteLimits } from '../write-limits/write-limits.ts'
import type { MarkdownRenderer } from './markdown-renderer.ts'
import type { Rendered } from './render-markdown.ts'
import type { Refusal } from './too-complex.ts'

export type TextServiceDeps = { markdown: MarkdownRenderer; mentions: MentionService; limits: WriteLimits }

export type TextKind = 'post' | 'comment'

/** Of the processor, in milliseconds. */
export const maxCpuMs: Record<TextKind, number> = { post: 500, comment: 250 }

const tooComplex = ({ message }: Refusal, path: string[] = ['body']): FieldProblem => ({
  path,
  code: 'TOO_COMPLEX',
  message,
})

const nothingToSee = (path: string[] = ['body']): FieldProblem => ({
  path,
  code: 'REQUIRED',
  message: 'There is no text: what is written shows nothing.',
})

/** What is wrong with a text that was rendered, if anything: nothing of it may be seen. */
const emptyProblem = ({ text }: Rendered, path?: string[]): FieldProblem | null =>
  isVisible(text) ? null : nothingToSee(path)

/** Renders what people write and preview, and puts what it took on their account. */
export class TextService {
  readonly #deps: TextServiceDeps

  constructor(deps: TextServiceDeps) {
    this.#deps = deps
  }

  /** For a write that has been counted and that nothing else stands against. */
  async render(accountId: UserId, body: string, kind: TextKind) {
    const { named, ...outcome } = await this.#render(accountId, accountId, body, kind)
    if (outcome.status === 'busy') return rateLimited(outcome.retryAfterSeconds)
    if (outcome.status === 'refused') return invalidInput([tooComplex(outcome.refusal)])
    const empty = emptyProblem(outcome.rendered)
    if (empty) return invalidInput([empty])
    const { rendered } = outcome
    const mentioned = rendered.mentioned.flatMap((handle) => named.get(handle) ?? [])
    return { __typename: 'Rendered' as const, rendered, mentioned }
  }

  /** @throws RATE_LIMITED, OVERLOADED, and BAD_USER_INPUT with what a write would be told */
  async preview(accountId: UserId, body: string): Promise<string> {
    const limited = await this.#deps.limits.previewRefusal(accountId)
    if (limited) throw tooManyPreviews(limited.retryAfterSeconds)
    const outcome = await this.#render(`preview ${accountId}`, accountId, body, 'post')
    if (outcome.status === 'busy') throw tooManyPreviews(outcome.retryAfterSeconds)
    if (outcome.status === 'refused') throw badUserInput(outcome.refusal.message, 'TOO_COMPLEX')
    return outcome.rendered.html
  }

  async #render(sender: string, accountId: UserId, body: string, kind: TextKind) {
    const { markdown, mentions, limits } = this.#deps
    const named = await mentions.namedIn(body)
    const outcome = await markdown.render(body, { sender, maxCpuMs: maxCpuMs[kind], handles: [...named.keys()] })
    if (outcome.status !== 'busy') await limits.charge(accountId, outcome.cpuMs)
    return { ...outcome, named }
  }
}

const tooManyPreviews = (retryAfterSeconds: number) =>
  publicError('RATE_LIMITED', `Too many previews. Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds })
