import { createSource, useSource } from '../../browser/source.ts'

let isOpen = false
const source = createSource(() => isOpen, false)

export function showSheet(open: boolean): void {
  isOpen = open
  source.changed()
}

export const useSheetOpen = (): boolean => useSource(source)
