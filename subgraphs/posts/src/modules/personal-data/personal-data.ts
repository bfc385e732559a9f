import { type Asked, PersonalDataFiles, rowsByPage } from '@forum/personal-data'
import type { Database } from '../../database/database.ts'
import { beforeOldest } from '../../database/keyset.ts'
import type { DatedRow, PersonalDataRepository } from './personal-data-repository.ts'

/** What Posts holds of somebody, for the file that they may ask for. */
export function createPersonalData(database: Database, rows: PersonalDataRepository): PersonalDataFiles {
  const dated = (list: keyof PersonalDataRepository) => (asked: Asked) =>
    rowsByPage<DatedRow>(async (after, limit) => {
      const position = after ? { at: after.at.toISOString(), id: after.id } : beforeOldest
      return rows[list](database.sql, asked, position, limit)
    })
  return new PersonalDataFiles([
    { file: 'posts/posts', rows: dated('posts') },
    { file: 'posts/comments', rows: dated('comments') },
    { file: 'posts/likes-of-posts', rows: dated('postLikes') },
    { file: 'posts/likes-of-comments', rows: dated('commentLikes') },
    { file: 'posts/reposts', rows: dated('reposts') },
    { file: 'posts/bookmarks', rows: dated('bookmarks') },
    { file: 'posts/follows', rows: dated('follows') },
  ])
}
