/** Markup that is safe to send; only `html` makes it. */
export interface Markup {
  readonly markup: string
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character)

type Part = string | number | Markup | null | readonly Markup[]

function render(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part))
  return 'markup' in part ? part.markup : part.map((each) => each.markup).join('')
}

/** Fills a template; whatever is put in is escaped unless it is markup itself. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: strings.reduce((done, next, index) => done + render(parts[index - 1] ?? null) + next),
})

/** Markup of others, taken as it is. Say at the call why it can be trusted. */
export const trusted = (markup: string): Markup => ({ markup })
