/** What the forum is called where its pages are spoken of. */
export const siteName = 'Social Forum'
