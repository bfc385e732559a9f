/** A text and what it looks like. */
export type Rendered = { body: string; html: string }
