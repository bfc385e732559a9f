/** The middle one; of an even number the larger of the two in the middle. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value that so much of them are below, such as 0.95. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
