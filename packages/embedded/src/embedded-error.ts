/** A reason why a store cannot run here, as one sentence for people that ends in the way out. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError'
}
