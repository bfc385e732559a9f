/**
 * Fields that hold a text as somebody wrote it, or its HTML: tens of thousands of characters where others have tens. The name says it on
 * every type, so a new one is counted without being listed.
 */
const longTexts: ReadonlySet<string> = new Set(['body', 'bodyHtml', 'copyBodyHtml', 'renderMarkdown'])

export const isLongText = (fieldName: string): boolean => longTexts.has(fieldName)

/** Four long texts weigh as much as a node. */
export const longTextCost = 0.25
