/** The value of a JSON text, or null where it is none: for answers and files that somebody else wrote and a schema checks next. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
