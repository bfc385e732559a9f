import type { Row } from '../row.ts'
import { answerRows } from './answers.ts'
import { documentRows } from './documents.ts'
import { hidingRows } from './hiding.ts'
import { mailRows } from './mail.ts'
import { cursorRows, readRows } from './reads.ts'
import { textRows } from './texts.ts'

/** What is tried, in the order of the faults that it came from. */
export const rows: readonly Row[] = [
  ...textRows,
  ...documentRows,
  ...answerRows,
  ...readRows,
  ...cursorRows,
  ...mailRows,
  ...hidingRows,
]
