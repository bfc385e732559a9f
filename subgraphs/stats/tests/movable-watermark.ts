import type { Watermark } from '../src/modules/as-of/watermark.ts'

/** A watermark that a test moves: it is where `state` says. */
export const movableWatermark = (state: { asOf: Date; counted: number }): Watermark => ({
  get current() {
    return state.asOf
  },
  get counted() {
    return state.counted
  },
  require: () => state.asOf,
})
