import type { Language } from '../life/actions.ts'

/** What people write about: sentences that stand in any order within their part, so that few make many. */
export type Topic = {
  readonly name: string
  readonly tags: readonly string[]
  readonly things: readonly string[]
  readonly titles: readonly string[]
  readonly openings: readonly string[]
  readonly details: readonly string[]
  readonly questions: readonly string[]
}

const english: readonly Topic[] = [
  {
    name: 'bread',
    tags: ['bread', 'cooking', 'notes'],
    things: ['rye starter', 'oven stone', 'banneton', 'wholemeal flour', 'long proof'],
    titles: [
      'What a {thing} taught me in a month',
      'The {thing}, again',
      'A loaf that finally worked',
      'Against the fear of the {thing}',
      'Three loaves, one {thing}',
    ],
    openings: [
      'I have baked every Sunday since the spring, and most of the loaves were bricks.',
      'My neighbour left me a jar and a warning.',
      'This began as a note to myself and got longer.',
    ],
    details: [
      'The dough wants less from you than the books say: four folds, half an hour apart, and then leave it alone.',
      'At 24 degrees it doubles in five hours; in my kitchen in November it takes nine.',
      'I stopped weighing the water and started weighing the flour, which is the other way round from everybody, and it helped.',
      'A pan of boiling water on the floor of the oven does more than any spray bottle.',
      'Write down the temperature of the room. It explains nearly everything.',
      'The crumb is still tight near the bottom, so I suspect the stone rather than the proof.',
    ],
    questions: [
      'How long do you preheat?',
      'Does anybody bake without a lid and get a crust?',
      'What do you do with the discard?',
    ],
  },
  {
    name: 'cycling',
    tags: ['cycling', 'travel', 'repair'],
    things: ['old steel frame', 'dynamo hub', 'river road', 'front rack', 'winter tyre'],
    titles: [
      'Two hundred kilometres and one {thing}',
      'The {thing} I should have bought first',
      'Commuting through the winter: what broke',
      'In praise of the {thing}',
      'A slow weekend with a {thing}',
    ],
    openings: [
      'I do not race, and I am not sorry.',
      'The forecast promised sun, so of course I left without a jacket.',
      'Last week I finally finished the thing that had been hanging in the cellar.',
    ],
    details: [
      'The road along the river is closed at the second bridge; the detour through the village is better anyway.',
      'Wide tyres at low pressure are faster on bad tarmac, and my wrists agree.',
      'The bearings were packed with something that had once been grease.',
      'I carried two spare tubes and needed three.',
      'A mudguard with a proper flap keeps your feet dry and your friends friendly.',
      'It cost less than a month of bus tickets.',
    ],
    questions: [
      'Which lights survive salt?',
      'Has anybody ridden the north bank this year?',
      'Is there any reason to keep the third chainring?',
    ],
  },
  {
    name: 'books',
    tags: ['books', 'reading', 'translation'],
    things: ['second chapter', 'new translation', 'footnote', 'cheap edition', 'library copy'],
    titles: [
      'The {thing} that changed my mind',
      'Reading with a pencil',
      'On giving up at the {thing}',
      'A shelf for people in a hurry',
      'What the {thing} leaves out',
    ],
    openings: [
      'I finished it on the train and missed my stop.',
      'Some books are better in the wrong season.',
      'For years I pretended to have read this.',
    ],
    details: [
      'The narrator lies in the first sentence and tells you so in the last; in between you forget.',
      'The translator kept the jokes and lost the names, which is the right way round.',
      'It is about a house, and then it is about money, and then it is about a house again.',
      'You can skip the letters. I did not, and I was rewarded twice.',
      'My copy has the pencil marks of somebody who disagreed with every page.',
      'The last forty pages are worth the first two hundred.',
    ],
    questions: [
      'Which translation do you own?',
      'What should I read after it?',
      'Does anybody reread, or is it only me?',
    ],
  },
  {
    name: 'programming',
    tags: ['programming', 'databases', 'tools'],
    things: ['query planner', 'type checker', 'message queue', 'slow test', 'cache'],
    titles: [
      'The bug was in the {thing}',
      'Please measure your {thing}',
      'Notes on removing a {thing}',
      'What I would tell myself about the {thing}',
      'A week without a {thing}',
    ],
    openings: [
      'We lost a day to this, so that you do not have to.',
      'The graph looked fine, which should have been the first hint.',
      "I used to believe that this was somebody else's problem.",
    ],
    details: [
      'The index was there; the planner simply did not believe that it would help, and at that size it was right.',
      'Every retry was correct by itself. Together they were an outage.',
      'We replaced four hundred lines by a unique constraint.\n\n```sql\ncreate unique index on deliveries (recipient_id, message_id);\n```',
      'The test passed because it waited; the code failed because nobody did.',
      'Once the writes became idempotent, the arguments about ordering stopped.',
      'Read the release notes. They told us, in a sentence, in March.',
    ],
    questions: [
      'Do you test migrations against real data?',
      'How do you keep the flaky ones out?',
      'Who else has gone back to plain SQL?',
    ],
  },
  {
    name: 'photography',
    tags: ['photography', 'film', 'light'],
    things: ['fifty-millimetre lens', 'light meter', 'expired roll', 'contact sheet', 'darkroom'],
    titles: [
      'One {thing} for a year',
      'The {thing} is not the point',
      'Photographs of nothing much',
      'Learning to see with a {thing}',
      'Fog, and a {thing}',
    ],
    openings: [
      'I took thirty-six pictures and kept two.',
      'In winter the light comes in sideways for an hour, and then it is over.',
      "My father's camera has a dent and a better memory than I have.",
    ],
    details: [
      'Expose for the shadows and let the snow look after itself.',
      'I wrote down every frame for a month; the notes are better than the pictures.',
      'The negatives were scratched on the long side, all of them, so it was the camera and not the lab.',
      'A yellow filter is the cheapest drama there is.',
      'Nobody looks at you when the camera is old.',
      'Printing small made me choose more carefully than printing large ever did.',
    ],
    questions: ['Where do you still get film developed?', 'Do you crop?', 'Colour or not, for fog?'],
  },
  {
    name: 'garden',
    tags: ['garden', 'weather', 'notes'],
    things: ['late frost', 'compost heap', 'tomato seedling', 'rain barrel', 'garlic bed'],
    titles: [
      'The {thing}, a diary',
      'What survived the {thing}',
      'Too many courgettes',
      'How I stopped worrying about the {thing}',
      'Notes from a north-facing garden',
    ],
    openings: [
      'Nothing grows here but opinions, they said.',
      'The blackbirds got the first row, so this is about the second.',
      'I moved the beds in autumn and it shows.',
    ],
    details: [
      'Mulch is not a decoration: ten centimetres, or do not bother.',
      'The ones that I forgot under the table did best.',
      'I sow a week later than the packet says and catch up by June.',
      'Slugs do not read the forums, or they would know that coffee does not work.',
      'A barrel fills in one good storm and lasts for eleven days.',
      'Garlic planted in October laughs at everything.',
    ],
    questions: ['When is your last frost, really?', 'What do you do against slugs that works?', 'Do you save seeds?'],
  },
]

const russian: readonly Topic[] = [
  {
    name: 'хлеб',
    tags: ['хлеб', 'кухня', 'заметки'],
    things: ['ржаная закваска', 'каменная плита', 'длинная расстойка', 'старая форма', 'цельная мука'],
    titles: [
      'Чему меня научила {thing}',
      '{Thing}, попытка пятая',
      'Наконец получилось',
      'Три буханки и {thing}',
      'Почему я больше не боюсь теста',
    ],
    openings: [
      'Пеку каждое воскресенье с весны, и половина буханок годилась только для голубей.',
      'Соседка оставила банку и предупреждение.',
      'Начиналось как записка самому себе, а вышло длиннее.',
    ],
    details: [
      'Тесту нужно меньше внимания, чем пишут в книгах: четыре складывания с перерывом в полчаса, и не трогать.',
      'При двадцати четырёх градусах поднимается за пять часов, на моей кухне в ноябре — за девять.',
      'Миска кипятка на дне духовки делает больше, чем любой пульверизатор.',
      'Записывайте температуру в комнате: она объясняет почти всё.',
      'Мякиш снизу всё ещё плотный, и я грешу на плиту.',
      'Муку лучше брать одну и ту же, хотя бы пока учишься.',
    ],
    questions: ['Сколько вы греете духовку?', 'Кто-нибудь печёт без крышки?', 'Куда деваете остатки закваски?'],
  },
  {
    name: 'книги',
    tags: ['книги', 'чтение', 'перевод'],
    things: ['вторая глава', 'старая библиотека', 'новая редакция', 'последняя страница', 'чужая пометка'],
    titles: [
      '{Thing}, после которой я передумал',
      'Читать с карандашом',
      'Полка для тех, кто спешит',
      'О книгах, которые не дочитал',
      '{Thing} и что в ней пропущено',
    ],
    openings: [
      'Дочитал в поезде и проехал свою станцию.',
      'Некоторые книги лучше читать не в сезон.',
      'Много лет я делал вид, что читал это.',
    ],
    details: [
      'Рассказчик врёт в первой фразе и признаётся в последней, а между ними успеваешь забыть.',
      'Переводчик сохранил шутки и потерял имена, и это правильный выбор.',
      'Сначала это книга о доме, потом о деньгах, потом опять о доме.',
      'Письма можно пропустить. Я не пропустил и был вознаграждён дважды.',
      'В моём экземпляре карандашные пометки человека, который спорил с каждой страницей.',
      'Последние сорок страниц стоят первых двухсот.',
    ],
    questions: ['В чьём переводе читали?', 'Что прочесть после неё?', 'Кто-нибудь ещё перечитывает?'],
  },
  {
    name: 'поезда',
    tags: ['поезда', 'поездки', 'карты'],
    things: ['ночная электричка', 'верхняя полка', 'узкоколейка', 'пересадка на рассвете', 'пустая станция'],
    titles: [
      '{Thing}: дневник',
      'Трое суток и {thing}',
      'Медленно и с чаем',
      'Как я полюбил пересадки',
      'Маршрут, которого нет в расписании',
    ],
    openings: [
      'Самолётом было бы три часа, и я бы ничего не увидел.',
      'Билет купил за день, и это была последняя верхняя.',
      'На карте эта ветка есть, а в расписании её нет.',
    ],
    details: [
      'Проводница знала наизусть все стоянки длиннее десяти минут и что на них продают.',
      'За окном два часа шёл лес, потом ещё два часа — тот же самый лес, но другой.',
      'На станции живёт кот, у которого есть должность.',
      'Бумажная карта выручила там, где телефон показывал одну точку посреди ничего.',
      'Чай в подстаканнике вкуснее, и я готов это доказывать.',
      'Обратно поеду той же дорогой, только днём.',
    ],
    questions: ['Какая у вас любимая ветка?', 'Кто ездил туда зимой?', 'Есть ли смысл брать постель на одну ночь?'],
  },
  {
    name: 'программирование',
    tags: ['программирование', 'базы данных', 'инструменты'],
    things: ['медленная проверка', 'очередь сообщений', 'забытая миграция', 'лишняя блокировка', 'общая память'],
    titles: [
      'Виновата была {thing}',
      'Сначала измерьте',
      '{Thing}: разбор',
      'Неделя без кэша',
      'Что бы я сказал себе год назад',
    ],
    openings: [
      'Мы потеряли на этом день, чтобы вы не теряли.',
      'График выглядел прилично, и это должно было насторожить.',
      'Раньше я думал, что это чужая забота.',
    ],
    details: [
      'Индекс был на месте, просто планировщик не верил, что он поможет, и на таком объёме был прав.',
      'Каждый повтор по отдельности был верным. Вместе они положили систему.',
      'Четыреста строк заменило одно ограничение уникальности.\n\n```sql\ncreate unique index on deliveries (recipient_id, message_id);\n```',
      'Тест проходил, потому что ждал, а программа падала, потому что не ждал никто.',
      'Когда запись стала идемпотентной, споры о порядке закончились.',
      'Читайте заметки к выпуску: там всё было сказано одной фразой ещё в марте.',
    ],
    questions: [
      'Вы проверяете миграции на настоящих данных?',
      'Как боретесь с мигающими тестами?',
      'Кто ещё вернулся к простому SQL?',
    ],
  },
  {
    name: 'огород',
    tags: ['огород', 'погода', 'заметки'],
    things: ['поздняя весна', 'рассада на окне', 'бочка с водой', 'чесночная грядка', 'старая яблоня'],
    titles: [
      '{Thing}: дневник',
      'Что пережило заморозки',
      'Слишком много кабачков',
      '{Thing} и я',
      'Записки с северного склона',
    ],
    openings: [
      'Тут растут только советы, говорили мне.',
      'Первый ряд съели дрозды, поэтому речь о втором.',
      'Осенью перенёс грядки, и теперь это заметно.',
    ],
    details: [
      'Мульча — не украшение: десять сантиметров, иначе не стоит и начинать.',
      'Лучше всех выросли те, о которых я забыл.',
      'Сею на неделю позже, чем написано на пакете, и к июню догоняю.',
      'Слизни не читают форумов, иначе знали бы, что кофе их не пугает.',
      'Бочка наполняется за одну хорошую грозу и хватает её на одиннадцать дней.',
      'Чеснок, посаженный в октябре, смеётся над всем.',
    ],
    questions: [
      'Когда у вас на самом деле последние заморозки?',
      'Что помогает от слизней?',
      'Собираете ли свои семена?',
    ],
  },
  {
    name: 'радио',
    tags: ['радио', 'ремонт', 'инструменты'],
    things: ['старая лампа', 'короткая волна', 'самодельная антенна', 'чужая схема', 'ночная передача'],
    titles: [
      '{Thing}, которая ещё работает',
      'Слушая эфир',
      'Паяльник и терпение',
      '{Thing}: что было внутри',
      'Починил и не заметил как',
    ],
    openings: [
      'Приёмник стоял на балконе двадцать лет и шипел, как кот.',
      'Схему нашёл в журнале, которому больше лет, чем мне.',
      'Ночью на коротких волнах слышно то, чего днём нет.',
    ],
    details: [
      'Половина конденсаторов высохла, вторая половина притворялась.',
      'Провода в тканевой оплётке крошатся от взгляда, меняйте сразу все.',
      'Антенна из пяти метров провода за окном переиграла магазинную.',
      'Не верьте цвету полосок: измеряйте.',
      'Сначала сфотографируйте, потом разбирайте. Я сделал наоборот.',
      'Когда шкала загорелась, пришли соседи.',
    ],
    questions: ['Где берёте лампы?', 'Чем отмываете шкалу?', 'Кто ещё слушает ночью?'],
  },
]

export const topics: Record<Language, readonly Topic[]> = { en: english, ru: russian }
