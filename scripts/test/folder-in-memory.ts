import { accessSync, constants, type StatsFs, statfsSync } from 'node:fs'

export const gigabyte = 2 ** 30
/** As /usr/include/linux/magic.h names it. */
export const tmpfs = 0x0102_1994
/** A stage fills two; the rest is for its processes. */
const freeInFolder = 4 * gigabyte
const freeInMachine = 8 * gigabyte

type Looks = { stat: (path: string) => Pick<StatsFs, 'type' | 'bavail' | 'bsize'>; availableMemory: () => number }
const looks: Looks = { stat: statfsSync, availableMemory: () => process.availableMemory() }

/**
 * Where a stage keeps what it writes and throws away: in memory, where the machine has room for it; null where it has not. The tests make and
 * drop thousands of small files, databases and topics. ext4 gives no inode away that was free for less than five seconds and looks past each of
 * them for every new one, so that cloning a database takes half a second of processor time instead of fifty milliseconds.
 */
export function folderInMemory(path = '/dev/shm', { stat, availableMemory }: Looks = looks): string | null {
  if (availableMemory() < freeInMachine) return null
  try {
    accessSync(path, constants.W_OK)
    const { type, bavail, bsize } = stat(path)
    return type === tmpfs && bavail * bsize >= freeInFolder ? path : null
  } catch {
    return null // not every system has it
  }
}
