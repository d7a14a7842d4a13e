/** What a page for people says, as far as a scan of its text can tell: nothing of it is run or built. */
export interface Page {
  readonly title: string
  /** It asks for a password. */
  readonly hasPasswordField: boolean
  /** Its beginning without markup, blanks joined. */
  readonly text: string
}

const mostMarkup = 32_768
const mostText = 2000
const passwordField = /<input\b[^<>]{0,400}\btype\s{0,3}=\s{0,3}["']?password\b/i
const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', middot: '·', '#39': "'", '#x27': "'", '#183': '·' },
}

const decoded = (text: string): string =>
  text
    .replace(/&([a-z]{2,6}|#x?[0-9a-f]{1,6});/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
    .replace(/\s+/g, ' ')
    .trim()

/** Where the text after an element ends whose content is no text. */
function endOfHidden(lower: string, tagAt: number): number {
  const name = /^<(script|style|svg|noscript)\b/.exec(lower.slice(tagAt, tagAt + 12))?.[1]
  if (name === undefined) return -1
  const closing = lower.indexOf(`</${name}`, tagAt)
  return closing < 0 ? lower.length : closing
}

function textOf(markup: string): string {
  const lower = markup.toLowerCase()
  let text = ''
  let at = Math.max(0, lower.indexOf('<body'))
  while (at < markup.length && text.length < mostText) {
    const tagAt = markup.indexOf('<', at)
    text += `${markup.slice(at, tagAt < 0 ? undefined : tagAt)} `
    if (tagAt < 0) break
    const hiddenUntil = endOfHidden(lower, tagAt)
    const end = markup.indexOf('>', Math.max(tagAt, hiddenUntil))
    if (end < 0) break
    at = end + 1
  }
  return decoded(text.slice(0, mostText * 2)).slice(0, mostText)
}

function titleOf(markup: string): string {
  const open = /<title\b[^<>]{0,200}>/i.exec(markup)
  if (open === null) return ''
  const from = open.index + open[0].length
  const end = markup.indexOf('<', from)
  return decoded(markup.slice(from, end < 0 ? from + 200 : Math.min(end, from + 200)))
}

/** Reads the beginning of a body; null when it is no HTML. Pure, linear in the text. */
export function readPage(body: string): Page | null {
  const markup = body.slice(0, mostMarkup)
  if (!/^\s*<(?:!doctype\s+html|html|head|body|!--|title|center|h1|form|meta|script)/i.test(markup)) return null
  return { title: titleOf(markup), hasPasswordField: passwordField.test(body), text: textOf(markup) }
}
