const steps = [
  { unit: 'gigabyte', size: 1e9 },
  { unit: 'megabyte', size: 1e6 },
  { unit: 'kilobyte', size: 1e3 },
] as const

/** A size in the unit that fits it: "820 byte", "12.4 kB", "1.4 MB". */
export function bytesIn(locale: string, bytes: number): string {
  const { unit, size } = steps.find((step) => bytes >= step.size) ?? { unit: 'byte', size: 1 }
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / size)
}
