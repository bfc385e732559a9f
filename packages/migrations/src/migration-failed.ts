/** A migration that could not be applied; the message names it and says why. */
export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed'
}
