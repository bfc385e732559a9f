import type { Problems } from '@forum/graphql-kit'
import { playsTheStaff } from '../profiles/staff-names.ts'
import { reservedHandles } from './reserved-handles.ts'

export const handleShape = /^[a-z0-9_]{3,30}$/

const reserved: ReadonlySet<string> = new Set(reservedHandles)

/** The handle as it is kept: lower case, without the spaces around it. */
export const normalHandle = (given: string): string => given.trim().toLowerCase()

export function checkHandle(problems: Problems, handle: string, path: string[]): void {
  const isWellFormed = problems.check(
    handleShape.test(handle),
    path,
    'HANDLE_MALFORMED',
    'A handle is 3 to 30 letters a-z, digits or underscores.',
  )
  if (isWellFormed)
    problems.check(
      !reserved.has(handle) && !playsTheStaff(handle),
      path,
      'HANDLE_RESERVED',
      'This handle is reserved. Choose another one.',
    )
}

export const handleTaken = (problems: Problems, path: string[]): void =>
  problems.add(path, 'HANDLE_TAKEN', 'This handle is taken. Choose another one.')
