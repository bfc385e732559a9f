import {
  type PasswordNeeded,
  passwordNeeded,
  type RateLimited,
  type Viewer,
  type WrongCredentials,
} from '@forum/graphql-kit'
import type { PasswordService } from '../passwords/password-service.ts'
import type { ProofRepository } from './proof-repository.ts'

export type ProofDeps = { proofs: ProofRepository; passwords: PasswordService }

type ConfirmOutcome = { __typename: 'ConfirmPasswordSuccess'; until: Date } | RateLimited | WrongCredentials

/** How long a proof counts; signing in is one. */
const minutes = 10

/** Whether somebody has shown lately, in this session, that they know the password: an open window is not enough for what admins do. */
export class ProofService {
  readonly #deps: ProofDeps

  constructor(deps: ProofDeps) {
    this.#deps = deps
  }

  async confirm(viewer: Viewer, currentPassword: string): Promise<ConfirmOutcome> {
    const { proofs, passwords } = this.#deps
    const proof = await passwords.prove(viewer.id, currentPassword)
    if ('__typename' in proof) return proof
    return { __typename: 'ConfirmPasswordSuccess', until: await proofs.prove(viewer.sessionId, minutes) }
  }

  /** What to answer while the proof is too old; null when it is not. */
  async demand(viewer: Viewer): Promise<PasswordNeeded | null> {
    return (await this.#deps.proofs.isFresh(viewer.sessionId, minutes)) ? null : passwordNeeded()
  }
}
