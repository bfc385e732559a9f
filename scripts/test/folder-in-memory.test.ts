import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderInMemory, gigabyte, tmpfs } from './folder-in-memory.ts'

const ext4 = 0xef53
const here = import.meta.dirname
const machine = ({ type = tmpfs, folder = 4, memory = 8 }) => ({
  stat: () => ({ type, bavail: folder * 1024, bsize: gigabyte / 1024 }),
  availableMemory: () => memory * gigabyte,
})

test('a folder in memory is taken where it and the machine have room', () => {
  expect(folderInMemory(here, machine({}))).toBe(here)
})

test.each([
  ['lies on a disk', machine({ type: ext4 })],
  ['is as small as a container gets', machine({ folder: 1 / 16 })],
  ['would leave too little to the processes', machine({ memory: 7 })],
])('one that %s is not', (_case, looks) => {
  expect(folderInMemory(here, looks)).toBeNull()
})

test('one that is not there is not', () => {
  expect(folderInMemory(join(here, 'nowhere'), machine({}))).toBeNull()
})
