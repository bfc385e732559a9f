import { Person } from '@forum/e2e'

export type Thread = { id: string; reader: Person }

const people = 20
const comments = 400

const sentence =
  'Вечером мы вышли на пристань, и вода стояла так тихо, что в ней отражались окна дальнего берега; никто не торопился домой.'

/** A post in Russian with four hundred comments, some of which answer others. */
export async function makeThread(url: string): Promise<Thread> {
  const writers: Person[] = []
  for (let number = 0; number < people; number += 1) writers.push(await Person.register(url, `bench_writer_${number}`))
  const [reader = missing()] = writers
  const body = Array.from(
    { length: 12 },
    (_, number) => `${sentence} ${number % 4 === 0 ? '**Вот и всё.**' : ''}`,
  ).join('\n\n')
  const post = await reader.post({ title: 'Пристань вечером: что мы видели и о чём говорили', body, tags: ['вечер'] })
  // Each writer in turn; all of them at once are within what an account may write.
  await Promise.all(
    writers.map(async (writer) => {
      let before: { id: string } | undefined
      for (let number = 0; number < comments / people; number += 1) {
        const text = `${sentence} ${number + 1}.`
        before = await writer.comment(post, text, number % 3 === 0 ? undefined : before)
      }
    }),
  )
  return { id: post.id, reader }
}

function missing(): never {
  throw new Error('nobody writes')
}
