// Random texts that mix constructs, the same for the same seed.

const words = [
  ...'word Слово naïve 2026 x_y snake_case_name C++ 10~20 ёж 漢字 한국어 a.b e\u0301 🙂 №5 №'.split(' '),
  ...'vector<int> Dear<Name> a<b c>d &amp; &copy; &#65; & < > " \\* \\_ don’t — … » « “ ”'.split(' '),
]
const addresses = [
  ...'https://example.com/a_b http://пример.рф/путь?x=1&y=2 www.example.com mailto:a@b.c ann@example.com'.split(' '),
  ...'javascript:alert(1) data:text/html,x https://x.y/(a)_[b] /p/1 #top <a%20b> https://x.y» https://x.y。后'.split(
    ' ',
  ),
]
const html = [
  ...'<b> </b> <br/> <script>alert(1)</script> <!-- note --> <?php echo 1 ?> <![CDATA[raw]]> <!DOCTYPE html>'.split(
    ' ',
  ),
  '<img src=x onerror=alert(2)>',
  '<a href="javascript:alert(3)" title="*t*">',
  '<details><summary>More</summary>',
  '</details>',
  '<div class="my_class other_class">',
  '<!-- never closed',
]
const marks = [
  '*',
  '**',
  '_',
  '__',
  '***',
  '~~',
  '~',
  '`',
  '``',
  '```',
  '[',
  ']',
  '](',
  '![',
  ')',
  '[^',
  '|',
  '\\',
  '\n',
  '  \n',
  '\n\n',
  '\t',
  '    ',
  '&nbsp;',
  '\u200b',
  '\u00ad',
  '\0',
  '\r\n',
]
const languages = ['', 'js', 'ts', 'python', 'c++', 'nosuch', 'html', 'js title=one']

export class RandomTexts {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** Most are short; one in fifty is as long as a post may be. */
  text(): string {
    const limit = this.#chance(0.02) ? 50_000 : this.#below(1_500) + 1
    const blocks: string[] = []
    let length = 0
    while (length < limit) {
      const block = this.#block(0)
      const again = this.#chance(0.05) ? this.#below(200) + 1 : 1
      for (let count = 0; count < again && length < limit; count += 1) {
        blocks.push(block)
        length += block.length
      }
    }
    return [...blocks.join('')].slice(0, limit).join('').toWellFormed()
  }

  #block(depth: number): string {
    const kinds = [
      () => `${this.#line()}\n\n`,
      () => `${this.#line()}\n`,
      () => `${'#'.repeat(this.#below(7) + 1)} ${this.#line()}\n`,
      () => `${this.#line()}\n${this.#pick(['=', '-', '---', '==='])}\n`,
      () =>
        this.#lines()
          .map((line) => `${this.#pick(['-', '*', '+', '1.', '7)'])} ${line}\n`)
          .join(''),
      () =>
        this.#lines()
          .map((line) => `- [${this.#pick([' ', 'x'])}] ${line}\n`)
          .join(''),
      () => this.#fence(),
      () => `    ${this.#line()}\n`,
      () => this.#table(),
      () => `${this.#pick(['- - -', '***', '___', '-'])}\n`,
      () => `[${this.#label()}]: ${this.#pick(addresses)} "${this.#pick(words)}"\n`,
      () => `[^${this.#label()}]: ${this.#line()}\n`,
      () => `${this.#pick(html)}\n${this.#line()}\n`,
      () => (depth < 4 ? this.#indented('> ', depth) : ''),
      () => (depth < 4 ? `- ${this.#indented('  ', depth).trimStart()}` : ''),
    ]
    return this.#pick(kinds)()
  }

  #indented(prefix: string, depth: number): string {
    return this.#block(depth + 1).replace(/^/gm, prefix)
  }

  #line(): string {
    return Array.from({ length: this.#below(9) + 1 }, () => this.#inline()).join(this.#pick([' ', ' ', '']))
  }

  #lines = (): string[] => Array.from({ length: this.#below(5) + 1 }, () => this.#line())

  #inline(): string {
    const word = this.#pick(words)
    const kinds = [
      () => word,
      () => word,
      () => `*${word}*`,
      () => `**${word}**`,
      () => `~~${word}~~`,
      () => `\`${word}\``,
      () => `[${word}](${this.#pick(addresses)})`,
      () => `[${word}](${this.#pick(addresses)} "${this.#pick(words)}")`,
      () => `![${word}](${this.#pick(addresses)})`,
      () => `[${word}][${this.#label()}]`,
      () => `[^${this.#label()}]`,
      () => `<${this.#pick(addresses)}>`,
      () => this.#pick(addresses),
      () => this.#pick(html),
      () => this.#pick(marks),
      () => this.#pick(marks).repeat(this.#below(4) + 1),
    ]
    return this.#pick(kinds)()
  }

  #fence(): string {
    const fence = this.#pick(['```', '~~~', '````'])
    const end = this.#chance(0.9) ? `\n${fence}` : ''
    return `${fence}${this.#pick(languages)}\n${this.#lines().join('\n')}${end}\n`
  }

  #table(): string {
    const columns = this.#below(4) + 1
    const row = (cells: number) => `|${Array.from({ length: cells }, () => this.#pick(words)).join('|')}|\n`
    const rows = Array.from({ length: this.#below(5) }, () => row(this.#below(6) + 1)).join('')
    return `${row(columns)}|${'-|'.repeat(columns)}\n${rows}\n`
  }

  #label = (): string => this.#pick(['1', '2', 'note', 'Слово', 'long label'])

  #pick<Item>(items: readonly Item[]): Item {
    const item = items[this.#below(items.length)]
    if (item === undefined) throw new Error('nothing to choose from')
    return item
  }

  #chance = (share: number): boolean => this.#below(1_000) < share * 1_000

  /** Numerical Recipes' generator: plain, and the same everywhere. */
  #below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((this.#state / 2 ** 32) * limit)
  }
}
