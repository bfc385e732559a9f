import { type Asked, PersonalDataFiles, rowsByPage } from '@forum/personal-data'
import { type PersonalDataRepository, type Row } from './personal-data-repository.ts'

/** What Auth holds of somebody, for the file that they may ask for. */
export function createPersonalData(rows: PersonalDataRepository): PersonalDataFiles {
  const small = (read: (asked: Asked) => Promise<Row[]>) =>
    async function* all(asked: Asked) {
      yield* await read(asked)
    }
  return new PersonalDataFiles([
    { file: 'account/account', rows: small((asked) => rows.account(asked)) },
    { file: 'account/devices', rows: small((asked) => rows.sessions(asked)) },
    { file: 'account/invites', rows: small((asked) => rows.invites(asked)) },
    { file: 'account/suspensions', rows: small((asked) => rows.suspensions(asked)) },
    {
      file: 'account/log',
      rows: (asked) => rowsByPage<Row & { id: string }>((after, limit) => rows.log(asked, after?.id ?? '0', limit)),
    },
  ])
}
