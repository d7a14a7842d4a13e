/** One element as it opens, with the text that follows up to the next tag. */
export interface ScannedTag {
  /** Without its prefix. */
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  text: string
  /** A comment stood in the text: receivers have read what was before it only (CVE-2017-11427 and its kin). */
  hasComment: boolean
}

export interface ScannedXml {
  readonly tags: readonly ScannedTag[]
  /** A document type: entities could be declared there. It is not read, and nothing behind it. */
  readonly hasDoctype: boolean
}

const mostTags = 5000
const longestText = 2000
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const character = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '�')

/** The five entities of XML and the numbered ones; any other stays as it is written. */
const decoded = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,5}));/gi,
    (all, decimal?: string, hex?: string, name?: string) => {
      if (decimal !== undefined) return character(Number(decimal))
      if (hex !== undefined) return character(Number.parseInt(hex, 16))
      return entities[name ?? ''] ?? all
    },
  )

const attributePattern = /(?<![\w:.-])([\w:.-]{1,100})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/g

function readTag(inside: string): ScannedTag {
  const qualified = /^[^\s/>]{1,200}/.exec(inside)?.[0] ?? ''
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single] of inside.slice(qualified.length).matchAll(attributePattern)) {
    attributes.set(name, decoded((double ?? single ?? '').slice(0, longestText)))
  }
  return { name: qualified.slice(qualified.indexOf(':') + 1), attributes, text: '', hasComment: false }
}

/** The place behind the `>` that ends the tag which begins at `from`; a `>` in quotes does not. */
function endOfTag(xml: string, from: number): number {
  let quote = ''
  for (let at = from; at < xml.length; at += 1) {
    const here = xml[at] ?? ''
    if (quote !== '') {
      if (here === quote) quote = ''
    } else if (here === '"' || here === "'") quote = here
    else if (here === '>') return at + 1
  }
  return xml.length
}

const behind = (xml: string, mark: string, from: number): number => {
  const at = xml.indexOf(mark, from)
  return at === -1 ? xml.length : at + mark.length
}

/**
 * Reads the tags of XML from its beginning, without a parser: no entities are expanded, no document type is read,
 * nothing is fetched. For showing what stands there, never for believing it. Linear; 5000 tags at most.
 */
export function scanXml(xml: string): ScannedXml {
  const tags: ScannedTag[] = []
  let at = 0
  while (tags.length < mostTags) {
    const open = xml.indexOf('<', at)
    if (open === -1) break
    const last = tags.at(-1)
    if (last !== undefined && last.text.length < longestText) {
      last.text += decoded(xml.slice(at, Math.min(open, at + longestText)))
    }
    if (xml.startsWith('<!--', open)) {
      if (last !== undefined) last.hasComment ||= last.text.trim() !== ''
      at = behind(xml, '-->', open)
    } else if (xml.startsWith('<![CDATA[', open)) {
      at = behind(xml, ']]>', open)
      if (last !== undefined) last.text += xml.slice(open + 9, Math.min(at - 3, open + 9 + longestText))
    } else if (xml.startsWith('<?', open)) at = behind(xml, '?>', open)
    else if (/^<!doctype/i.test(xml.slice(open, open + 9))) return { tags, hasDoctype: true }
    else {
      at = endOfTag(xml, open)
      const inside = xml.slice(open + 1, at - 1)
      // What follows a closing tag is nobody's text.
      tags.push(inside.startsWith('/') ? { ...readTag(''), name: '/' } : readTag(inside))
    }
  }
  return { tags, hasDoctype: false }
}
