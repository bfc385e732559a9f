/** Who signs in to Postgres; the password in ASCII. */
export type Role = { name: string; password: string }

/** The same server's address for another role and another database. */
export function roleUrl(server: string, database: string, { name, password }: Role): string {
  const url = new URL(databaseAt(server, database))
  url.username = encodeURIComponent(name)
  url.password = encodeURIComponent(password)
  return url.href
}

/** What an address says of who signs in, and where. */
export function roleIn(address: string): { database: string; role: Role } {
  const { pathname, username, password } = new URL(address)
  const [database, name, secret] = [pathname.slice(1), username, password].map(decodeURIComponent)
  return { database: database ?? '', role: { name: name ?? '', password: secret ?? '' } }
}

/** The same server's address with another database. */
export function databaseAt(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${encodeURIComponent(database)}`
  return url.href
}
