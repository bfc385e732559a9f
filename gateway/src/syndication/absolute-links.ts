const link = /<a href="([^"]*)"/g

/**
 * The HTML of a text with links that lead to the same place from anywhere: many readers know no xml:base. The forum writes that HTML
 * itself (a link begins with its address, and no `<` of a text stays one), so that this finds links and nothing else.
 */
export const withAbsoluteLinks = (html: string, base: string): string =>
  html.replace(link, (whole: string, address: string) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return whole
    const written = address.replaceAll('&#x22;', '"').replaceAll('&#x3C;', '<').replaceAll('&#x26;', '&')
    if (!URL.canParse(written, base)) return whole
    return `<a href="${new URL(written, base).href.replaceAll('&', '&#x26;')}"`
  })
