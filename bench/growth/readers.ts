import { Person } from '@forum/e2e'

/** Somebody who reads a grown forum, with an account of its own; signs in again at each run. */
export type GrowthReader = { id: string; handle: string; follows: number }

/** Twenty who follow 500 people, twenty who follow 5,000 (as many as one may), and the rest, who are there to like. */
const followsOf = (place: number): number => (place < 20 ? 500 : place < 40 ? 5_000 : 0)
const count = 100

export async function registerReaders(url: string): Promise<GrowthReader[]> {
  const readers: GrowthReader[] = []
  for (let place = 0; place < count; place += 1) {
    const { id, handle } = await Person.register(url, `growth_reader_${place}`)
    readers.push({ id, handle, follows: followsOf(place) })
  }
  return readers
}

/** They sign in with the password that they registered with. */
export async function signIn(url: string, readers: readonly GrowthReader[]): Promise<Person[]> {
  const people: Person[] = []
  for (const { id, handle } of readers) {
    const tokens = { accessToken: '', refreshToken: '', expiresAt: new Date(0).toISOString() }
    const person = new Person({ id, handle, password: `${handle} opens the door 7`, tokens }, url)
    await person.login()
    people.push(person)
  }
  return people
}
