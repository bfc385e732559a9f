import { type InvalidInput, invalidInput, type Problems } from '@forum/graphql-kit'
import { playsTheStaff } from '../profiles/staff-names.ts'
import { reservedHandles } from './reserved-handles.ts'

export const handleShape = /^[a-z0-9_]{3,30}$/

const reserved: ReadonlySet<string> = new Set(reservedHandles)

/** The handle as it is kept: lower case, without the spaces around it. */
export const normalHandle = (given: string): string => given.trim().toLowerCase()

/** For the operator, who may take a handle that is reserved. */
export const checkHandleShape = (problems: Problems, handle: string, path: string[]): boolean =>
  problems.check(
    handleShape.test(handle),
    path,
    'HANDLE_MALFORMED',
    'A handle is 3 to 30 letters a-z, digits or underscores.',
  )

export function checkHandle(problems: Problems, handle: string, path: string[]): void {
  if (checkHandleShape(problems, handle, path))
    problems.check(
      !reserved.has(handle) && !playsTheStaff(handle),
      path,
      'HANDLE_RESERVED',
      'This handle is reserved. Choose another one.',
    )
}

const taken = { code: 'HANDLE_TAKEN', message: 'This handle is taken. Choose another one.' }

export const handleTaken = (problems: Problems, path: string[]): void => problems.add(path, taken.code, taken.message)

/** What somebody hears whose handle was taken while their account was opened. */
export const handleIsTaken = (): InvalidInput => invalidInput([{ path: ['handle'], ...taken }])
