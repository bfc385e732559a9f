import { countCharacters } from '../../text/count-characters.ts'

export type SignUpInput = { handle: string; displayName: string; email: string; password: string }

export type SignUpField = keyof SignUpInput

/** What can be said to be wrong without asking the forum; the rest it says itself. */
export function wrongFields({ handle, displayName, email, password }: SignUpInput): SignUpField[] {
  const length = countCharacters(password)
  const wrong: Record<SignUpField, boolean> = {
    handle: !/^[a-z0-9_]{3,30}$/i.test(handle),
    displayName: countCharacters(displayName) > 50,
    email: !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email),
    password: length < 8 || length > 128,
  }
  return (Object.keys(wrong) as SignUpField[]).filter((field) => wrong[field]) // the keys of the record above
}
