import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languages, timeText } from './mail-content.ts'
import { renderMail } from './render-mail.ts'

const publicUrl = 'https://forum.example'

test('whatever a text holds, it is text in the HTML, and nothing has to be fetched for it', () => {
  const hostile = fc
    .stringMatching(/^[<>"'&a-z/=:. ]{0,40}$/)
    .map((text) => `<img src=https://spy.example/${text}>${text}`)
  fc.assert(
    fc.property(hostile, hostile, hostile, (paragraph, label, subject) => {
      const { html, text } = renderMail(
        { subject, paragraphs: [paragraph], link: { label, url: `${publicUrl}/x#"><script>` }, closing: [paragraph] },
        { language: 'EN', publicUrl, siteName: '<img src=x>' },
      )
      expect(html).not.toMatch(/<(?:img|script|style|link|iframe)/i)
      expect(html).not.toMatch(/\b(?:src|background|url)\s*=\s*"/i)
      expect(text).toContain(paragraph)
    }),
  )
})

test.each(languages)('in %s the page says its language, and the link stands in both forms', (language) => {
  const { html, text } = renderMail(
    { subject: 'S', paragraphs: ['P'], link: { label: 'L', url: `${publicUrl}/x#token` } },
    { language, publicUrl, siteName: 'The Tea Room' },
  )
  expect(html).toContain(`<html lang="${language.toLowerCase()}">`)
  expect(html.split(`${publicUrl}/x#token`)).toHaveLength(3)
  expect(text).toContain(`L:\n${publicUrl}/x#token`)
})

test('a time is that of the reader, and says of which zone', () => {
  const at = new Date('2026-03-29T00:59:00Z')
  expect(timeText(at, { language: 'EN', timezone: 'Europe/Berlin' })).toBe('29 March 2026 at 01:59 (Europe/Berlin)')
  expect(timeText(at, { language: 'RU', timezone: 'Asia/Vladivostok' })).toBe(
    '29 марта 2026 г. в 10:59 (Asia/Vladivostok)',
  )
})
