import type { Language } from '../life/actions.ts'

export const bios: Record<Language, readonly string[]> = {
  en: [
    'Reads more than writes, and writes more than is wise.',
    'Bread, bicycles and old maps.',
    'Nurse on nights. Up when you are not.',
    'I repair radios. Ask me about capacitors.',
    'Mostly here for the garden threads.',
    'Teacher of mathematics, slow runner, fast reader.',
    'Long walks, short posts.',
    'Librarian. Yes, I have read it. No, not to the end.',
    'Film photography in a town without a lab.',
    'Learning Russian by arguing politely.',
  ],
  ru: [
    'Читаю больше, чем пишу, и это правильно.',
    'Хлеб на закваске, велосипед и старые карты.',
    'Работаю в ночную смену, отвечаю утром.',
    'Чиню радиоприёмники. Спрашивайте про конденсаторы.',
    'В основном про огород и погоду.',
    'Учитель математики, бегаю медленно, читаю быстро.',
    'Длинные прогулки, короткие записи.',
    'Библиотекарь. Да, читала. Нет, не до конца.',
    'Снимаю на плёнку там, где её негде проявить.',
    'Переехал из большого города и не жалею.',
  ],
}
