import { afterAll } from 'vitest'
import { cleanUpFile } from './cleanup.ts'

// Vitest runs this before each test file. Files share a process and its modules, so a hook that a module registers when it is loaded would be
// the first file's alone; and a hook may not register another one.
afterAll(cleanUpFile)
