import { readdirSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { removeStackData } from '@forum/embedded'
import { StartError } from '@forum/service-kit'

const ours = /^(postgres|kafka|clickhouse|services|exports|mail)$|^(secrets|logins|environments|launcher)\.json/
/** Whether the launcher or one of its parts writes what has this name in a data folder. */
export const isOurs = (name: string): boolean => ours.test(name)

/** Made before anything else that is worth deleting. */
const mark = 'secrets.json'

/** Throws StartError when a folder has things in it, but not those of a forum: FORUM_DATA_DIR may name somebody's home. */
export function demandDataFolder(directory: string): void {
  const names = readdirSync(directory)
  if (names.length > 0 && !names.includes(mark))
    throw new StartError(
      `FORUM_DATA_DIR: ${directory} is no data folder of Social Forum (it has no ${mark}). Set it to the one to delete, or delete it yourself.`,
    )
}

/** Deletes what a forum keeps there, and the folder if nothing else is in it. Gives the names of what stays. */
export function removeDataFolder(directory: string): string[] {
  removeStackData(directory)
  const names = readdirSync(directory)
  // The mark last: what is cut short can be done again.
  for (const name of names.filter((each) => isOurs(each) && each !== mark).concat(mark))
    rmSync(join(directory, name), { recursive: true, force: true })
  const staying = readdirSync(directory)
  if (staying.length === 0) rmdirSync(directory)
  return staying
}
