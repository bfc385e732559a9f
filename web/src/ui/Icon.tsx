const paths = {
  like: 'M10 16.5S3.5 12.7 3.5 8.1A3.4 3.4 0 0 1 10 6.7a3.4 3.4 0 0 1 6.5 1.4c0 4.6-6.5 8.4-6.5 8.4z',
  reply: 'M8 5 3.5 9.5 8 14M3.5 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1.5',
  repost:
    'M4 11V8.5A2.5 2.5 0 0 1 6.5 6H15m-2.5-2.5L15 6l-2.5 2.5M16 9v2.5a2.5 2.5 0 0 1-2.5 2.5H5m2.5 2.5L5 14l2.5-2.5',
  bookmark: 'M5.5 3.5h9v13L10 13l-4.5 3.5z',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zm4.5-1.5 3.5 3.5',
  write: 'M4 16l.8-3.4L13.4 4l2.6 2.6-8.6 8.6zM11.5 6l2.5 2.5',
  feed: 'M4 5.5h12M4 10h12M4 14.5h7',
  inbox: 'M3.5 11.500 6 4.500h8l2.500 7v4h-13zm0 0H7a3 3 0 0 0 6 0h3.500',
  numbers: 'M4 16V9.5M8 16V4M12 16v-4.5M16 16V7',
  person: 'M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10zm-6 6.4c.6-3 3-4.4 6-4.4s5.400 1.400 6 4.400',
  bold: 'M6 4h4.5a3 3 0 0 1 0 6H6zm0 6h5.200a3 3 0 0 1 0 6H6z',
  italic: 'M8.500 4H14M6 16h5.500M11.500 4l-3 12',
  heading: 'M5 4v12M15 4v12M5 10h10',
  link: 'M8.500 11.500a3 3 0 0 0 4.300 0l2.400-2.400a3 3 0 0 0-4.300-4.300L9.800 6M11.500 8.500a3 3 0 0 0-4.300 0l-2.400 2.400a3 3 0 0 0 4.300 4.300L10.200 14',
  quote: 'M5 5v10M8.500 6.500H16M8.500 10H16M8.500 13.500h5',
  code: 'M7 6 3 10l4 4M13 6l4 4-4 4',
  bullets: 'M8 5.500h8M8 10h8M8 14.500h8M4 5.500h.01M4 10h.01M4 14.500h.01',
  numbered:
    'M8.500 5.500H16M8.500 10H16M8.500 14.500H16M3.500 4.500 5 4v4M3.500 12.200c1.600-1 2.400.600.700 1.800L3.500 15h2',
  close: 'M5 5l10 10M15 5 5 15',
} as const

export type IconName = keyof typeof paths

/** Drawn, not named: the word beside it or the label of its button says what it is. */
export function Icon({ name, size = 20, filled = false }: { name: IconName; size?: 16 | 20; filled?: boolean }) {
  const weight = name === 'more' ? 2.4 : 1.5
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
