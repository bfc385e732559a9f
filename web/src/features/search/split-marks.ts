const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&amp;': '&',
}

/** Plain pieces of an escaped text in which only <mark> is markup, so that nothing has to be put into the page as HTML. */
export function splitMarks(html: string): { text: string; isMatch: boolean }[] {
  return html
    .split(/(<mark>.*?<\/mark>)/s)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const isMatch = piece.startsWith('<mark>') && piece.endsWith('</mark>')
      return { text: unescape(isMatch ? piece.slice(6, -7) : piece), isMatch }
    })
}

function unescape(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|#x27|amp);/g, (entity) => entities[entity] ?? entity)
}
