/** The forum counts to 100 and no further. */
export const unseenText = (count: number): string => (count > 99 ? '99+' : String(count))
