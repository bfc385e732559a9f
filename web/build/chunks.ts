/**
 * What every first page needs, in two files instead of forty: what others wrote, and the frame with the feed. All styles of our own come with the frame:
 * they are small, and a first paint waits for each file of styles.
 */
export const chunkGroups = [
  {
    name: 'vendor',
    test: /node_modules[\\/](react|react-dom|scheduler|react-router|@apollo[\\/]client|graphql|rxjs|tslib|@lingui|@wry|optimism|graphql-tag|cookie|set-cookie-parser)[\\/]/,
    priority: 2,
  },
  {
    name: 'frame',
    test: /(@fontsource-variable[\\/].*\.css$|web[\\/]src[\\/](.*\.css$|(app|api|browser|i18n|session|text|theme|ui|features[\\/](feed|people|follow|reactions|viewer))[\\/]))/,
    priority: 1,
  },
]
