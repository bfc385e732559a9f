import { escapeHtml } from '@forum/service-kit'
import type { Language, MailContent } from './mail-content.ts'

/** Where the mail comes from, and the language that it is in. */
type Place = { language: Language; publicUrl: string; siteName: string }

export type RenderedMail = { subject: string; text: string; html: string }

/** The same words twice: as plain text, and as HTML without anything that a mail program would have to fetch. */
export function renderMail(content: MailContent, place: Place): RenderedMail {
  return { subject: content.subject, text: textOf(content, place), html: htmlOf(content, place) }
}

function textOf({ paragraphs, link, closing = [] }: MailContent, { publicUrl, siteName }: Place): string {
  const parts = [
    ...paragraphs,
    ...(link ? [`${link.label}:\n${link.url}`] : []),
    ...closing,
    `-- \n${siteName}, ${publicUrl}`,
  ]
  return `${parts.join('\n\n')}\n`
}

// Styles stand at the elements: many mail programs drop a style sheet. The colours are the web app's.
function htmlOf(
  { subject, paragraphs, link, closing = [] }: MailContent,
  { language, publicUrl, siteName }: Place,
): string {
  const body = [
    ...paragraphs.map(paragraph),
    ...(link ? [button(link), plainAddress(link.url)] : []),
    ...closing.map(paragraph),
  ]
  return `<!doctype html>
<html lang="${language.toLowerCase()}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px 16px;background:#faf8f3;color:#1d1b17;font:16px/26px Georgia,'Times New Roman',serif">
<div style="max-width:560px;margin:0 auto">
<p style="margin:0 0 24px;font-weight:bold">${escapeHtml(siteName)}</p>
${body.join('\n')}
<p style="margin:32px 0 0;padding-top:12px;border-top:1px solid #e3ded2;font-size:14px;line-height:20px"><a style="color:#57534a" href="${escapeHtml(publicUrl)}">${escapeHtml(publicUrl)}</a></p>
</div>
</body>
</html>
`
}

const paragraph = (text: string): string => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`

const button = ({ label, url }: { label: string; url: string }): string =>
  `<p style="margin:24px 0 8px"><a style="display:inline-block;padding:8px 16px;border-radius:3px;background:#0b6652;color:#ffffff;text-decoration:none" href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`

/** For who reads without links, or wants to see where one goes. */
const plainAddress = (url: string): string =>
  `<p style="margin:0 0 24px;color:#57534a;font-size:14px;line-height:20px;word-break:break-all">${escapeHtml(url)}</p>`
