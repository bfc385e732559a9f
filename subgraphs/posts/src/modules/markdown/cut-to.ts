/** At most so many code points, cut between words where there are some; an ellipsis says that there was more. */
export function cutTo(text: string, limit: number): string {
  if (text.length <= limit) return text
  const points = [...text]
  if (points.length <= limit) return text
  const cut = points.slice(0, limit).join('')
  const lastSpace = cut.lastIndexOf(' ')
  const words = lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : points.slice(0, limit - 1).join('')
  return `${words.trimEnd()}…`
}
