export { assembleSdl, withSharedTypes } from './assemble-sdl.ts'
export {
  createSubgraph,
  type Subgraph,
  type SubgraphOptions,
  subgraphSchema,
} from './create-subgraph.ts'
export {
  type CursorPart,
  decodeCursor,
  encodeCursor,
  idPart,
  integerPart,
  kindOfCursor,
  numberPart,
  textPart,
  timePart,
} from './cursors.ts'
export {
  authUnavailable,
  badUserInput,
  forbidden,
  isPublicErrorCode,
  overloaded,
  type PublicErrorCode,
  publicError,
  publicErrorCodes,
  rangeTooWide,
  subgraphUnavailable,
  type UnauthenticatedReason,
  unauthenticated,
} from './errors.ts'
export { createErrorFormatter, type StoreFailure } from './format-error.ts'
export { isUuid, readId, readIds } from './ids.ts'
export { KeptRows } from './kept-rows.ts'
export { batchLoader } from './loaders.ts'
export { answerTooLarge, LongTexts, maxAnswerBytes } from './long-texts.ts'
export { type ObservedOperation, OperationObserver } from './observe-operations.ts'
export {
  type Conflict,
  conflict,
  type FieldProblem,
  type InvalidInput,
  invalidInput,
  type NotAllowed,
  type NotFound,
  notAllowed,
  notFound,
  type PasswordNeeded,
  passwordNeeded,
  type RateLimited,
  rateLimited,
  type WrongCredentials,
  wrongCredentials,
} from './outcomes.ts'
export {
  type Connection,
  maximumFirst,
  type Page,
  type PageArguments,
  type PageInfo,
  readFirst,
  readPage,
  toConnection,
} from './paging.ts'
export { Problems } from './problems.ts'
export { DateScalar, DateTime, isCalendarDay, Long, restoreScalars, scalars } from './scalars.ts'
export { SharedRows } from './shared-rows.ts'
export type { SubgraphRequest, ViewerVerdict, ViewerVerifier } from './subgraph-request.ts'
export { characters, hasControlCharacters, hasNul, isVisible, normalText } from './text.ts'
export { canonicalTimeZone } from './time-zones.ts'
export { signedIn, type Viewer, type ViewerRole } from './viewer.ts'
