import { maxAnswerBytes } from '@forum/graphql-kit'
import { type SqlFragment, sql } from '@forum/postgres'

/**
 * A text column, or null in each row of a statement that would read more of it than an answer may have. Postgres knows the length of a long
 * text without fetching it, so those that are too long cost nothing. Only for statements whose rows are all answered; of a page the row that only tells of
 * a next one counts too.
 */
export const textWithinAnswer = (column: SqlFragment): SqlFragment =>
  sql`CASE WHEN sum(octet_length(${column})) OVER () <= ${maxAnswerBytes} THEN ${column} END`
