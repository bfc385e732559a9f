/** What later versions are compared with, in what they keep and in what they cost. By its hash: a clone may lack the tag. */
export const measuredVersion = {
  name: 'measured-2026-11',
  commit: '0231da1b3fd672882ca858b1de37987d77c8ffe7',
} as const
