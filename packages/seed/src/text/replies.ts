import type { Language } from '../life/actions.ts'

/** How people answer. `{quote}` is a sentence of what is answered, `{handle}` its author, `{detail}` a thought on the same topic. */
export const replies: Record<Language, { toPost: readonly string[]; toComment: readonly string[] }> = {
  en: {
    toPost: [
      '> {quote}\n\nThis, exactly. {detail}',
      '{detail} Otherwise I agree with every word.',
      'I came to disagree and stayed to take notes. {detail}',
      'Thank you for writing this down. {question}',
      'Mine went the other way: {detail}',
      '{question}',
      'A friend sent me here, and I am glad. {detail}',
    ],
    toComment: [
      '@{handle} {detail}',
      '> {quote}\n\nIs that so? {detail}',
      '@{handle} Yes, and I would add one thing. {detail}',
      'That was my first thought, too, and then I tried it. {detail}',
      '@{handle} {question}',
      'Fair. I take it back.',
      'Could you say more about that? {question}',
    ],
  },
  ru: {
    toPost: [
      '> {quote}\n\nВот именно. {detail}',
      '{detail} В остальном согласен с каждым словом.',
      'Пришёл спорить, остался записывать. {detail}',
      'Спасибо, что записали. {question}',
      'У меня вышло наоборот. {detail}',
      '{question}',
      'Прислали ссылку, и не зря. {detail}',
    ],
    toComment: [
      '@{handle} {detail}',
      '> {quote}\n\nТочно ли? {detail}',
      '@{handle} Да, и добавлю одно. {detail}',
      'Я тоже сначала так думал, а потом попробовал. {detail}',
      '@{handle} {question}',
      'Справедливо. Беру слова назад.',
      'А можно подробнее? {question}',
    ],
  },
}
