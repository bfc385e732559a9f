import { type Asked, PersonalDataFiles, rowsByPage } from '@forum/personal-data'
import type { Database } from '../../database/database.ts'
import { beforeOldest } from '../../database/keyset.ts'
import type { DatedRow, PersonalDataRepository } from './personal-data-repository.ts'

type DatedList = Exclude<keyof PersonalDataRepository, 'mutedWords' | 'inboxSettings'>

/** What Posts holds of somebody, for the file that they may ask for. */
export function createPersonalData(database: Database, rows: PersonalDataRepository): PersonalDataFiles {
  const dated = (list: DatedList) => (asked: Asked) =>
    rowsByPage<DatedRow>(async (after, limit) => {
      const position = after ? { at: after.at.toISOString(), id: after.id } : beforeOldest
      return rows[list](database.sql, asked, position, limit)
    })
  const small = (read: (asked: Asked) => Promise<readonly object[]>) =>
    async function* all(asked: Asked) {
      yield* await read(asked)
    }
  return new PersonalDataFiles([
    { file: 'posts/posts', rows: dated('posts') },
    { file: 'posts/comments', rows: dated('comments') },
    { file: 'posts/likes-of-posts', rows: dated('postLikes') },
    { file: 'posts/likes-of-comments', rows: dated('commentLikes') },
    { file: 'posts/reposts', rows: dated('reposts') },
    { file: 'posts/bookmarks', rows: dated('bookmarks') },
    { file: 'posts/follows', rows: dated('follows') },
    { file: 'posts/blocked-and-muted', rows: dated('hiddenPeople') },
    { file: 'posts/muted-words', rows: small((asked) => rows.mutedWords(database.sql, asked)) },
    { file: 'posts/threads', rows: dated('watchedThreads') },
    { file: 'posts/notifications', rows: dated('notifications') },
    { file: 'posts/moderation', rows: dated('acts') },
    { file: 'posts/notification-settings', rows: small((asked) => rows.inboxSettings(database.sql, asked)) },
  ])
}
