import { normalEmail } from '../email/email-rules.ts'

/**
 * The name by which somebody signs in, as it is looked up and counted: a handle or an address of e-mail, in lower case. What is pasted has letters
 * of no width in it, and a handle is often written @handle.
 *
 * Postgres has i for İ too, which would be a fresh allowance for each way to write a name; so letters are made small here.
 */
export function normalLogin(given: string): string {
  const visible = given.slice(0, longestRead).replace(/\p{Default_Ignorable_Code_Point}/gu, '')
  const name = normalEmail(visible).toLowerCase()
  return /^@[^@]+$/.test(name) ? name.slice(1) : name
}

/** Nobody's name is as long; of a longer text the beginning is too long as well. */
const longestRead = 5_000
