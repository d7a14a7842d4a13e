import { describe, expect, test } from 'vitest'
import { findTokens } from '../../../../electron/domain/inspection/find-tokens.ts'
import { leastCpuMsOf } from '../../../support/cpu-time.ts'
import { pick, seededRandom } from '../../../support/seeded-random.ts'
import { hmacToken, opaqueToken, rsaToken, wrappings } from '../../../support/tokens-to-find.ts'

const megabyte = 1_000_000
const filled = (text: string): string => text.repeat(Math.ceil(megabyte / text.length)).slice(0, megabyte)
const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const small = `${json({ alg: 'HS256' })}.${json({ sub: 'a' })}`

/** Texts that cost a careless reader the square of their length, or more. */
const costly: Readonly<Record<string, string>> = {
  'beginnings of headers': filled('eyJ.'),
  'beginnings of headers, a line each': filled('eyJ\n'),
  'beginnings of headers in standard base64': filled('eyJh+'),
  'headers that are whole': filled(`${json({ alg: 'HS256' })}.`),
  'headers that are whole, a line each': filled(`${json({ alg: 'HS256' })}\n`),
  'padded beginnings, a line each': filled('eyJh=\n'),
  'one token again and again': filled(`${small}.x `),
  'disclosures without end': `${small}.x${filled('~abc')}`,
  'names without values': filled('token='),
  'names with open quotes': filled("token='"),
  'names with open typographic quotes': filled('token=“'),
  'names and spaces': filled('token     :     '),
  'one named value again and again': filled('access_token=abc1234567 '),
  'words Bearer': filled('Bearer '),
  'header names': filled('Authorization: '),
  'beginnings of wrapped tokens': filled('ZXlK/'),
  'beginnings of SAML': filled('PHNh\n'),
  'beginnings of macaroons': filled('MDAx/'),
  'percent escapes': filled('%41'),
  'escaped percent signs': filled('%25'),
  entities: filled('&amp;'),
  backslashes: filled('\\'),
  'escaped quotes': filled('\\"'),
  spaces: filled(' '),
  'line breaks': filled('\n'),
  'lists in lists': `${'['.repeat(megabyte / 2)}${']'.repeat(megabyte / 2)}`,
  'objects in objects': `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`,
  'strings that begin like tokens': JSON.stringify(Array(120_000).fill('eyJaa')),
  'form fields in HTML': filled('name="SAMLResponse" value="'),
}

describe('a megabyte of any text', () => {
  test.each(Object.entries(costly))('is read in a moment: %s', (_name, text) => {
    expect(leastCpuMsOf(() => findTokens(text), 100)).toBeLessThan(100)
  })
})

describe('any text at all', () => {
  const alphabet = [
    '.',
    '~',
    '=',
    '\n',
    ' ',
    '"',
    '\\',
    '%3D',
    '{',
    '}',
    ':',
    '&',
    '#',
    'eyJ',
    'token',
    'Bearer ',
    '…',
    '\u0000',
    'é',
  ]

  /** A text that people copy, with some of it changed, doubled, moved or taken out. */
  function mutated(random: () => number): string {
    let text = pick(random, wrappings)[1]
    for (let left = Math.floor(random() * 6); left > 0; left -= 1) {
      const at = Math.floor(random() * text.length)
      const to = at + Math.floor(random() * 20)
      const insert = pick(random, ['', pick(random, alphabet), text.slice(at, to), text.slice(0, 30)])
      text = `${text.slice(0, at)}${insert}${text.slice(random() < 0.5 ? at : to)}`
    }
    return text
  }

  /** Twelve characters in a row are a part of a token, and no word. */
  function parts(token: string): string[] {
    const found: string[] = []
    for (let at = 0; at + 12 <= token.length; at += 1) found.push(token.slice(at, at + 12))
    return found
  }

  test('gives tokens once, at most fifty, without white space, and tells none in its places and its note', () => {
    const random = seededRandom(20_260_301)
    const known = new Set([hmacToken, rsaToken, opaqueToken].flatMap(parts))
    for (let round = 0; round < 5000; round += 1) {
      const text = mutated(random)
      const { tokens, note } = findTokens(text)
      const texts = tokens.map((each) => each.text)
      expect(new Set(texts).size).toBe(texts.length)
      expect(texts.length).toBeLessThanOrEqual(50)
      expect(texts.filter((each) => each === '' || /[\s\u0000]/.test(each))).toEqual([])
      const said = [note ?? '', ...tokens.map(({ place }) => place)].join('\n')
      expect(parts(said).filter((piece) => known.has(piece))).toEqual([])
    }
  })

  test('around a token never hides it, where white space parts them', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 1000; round += 1) {
      const noise = () =>
        Array.from({ length: Math.floor(random() * 30) }, () =>
          pick(random, ['lorem', '12', ',', '(x)', '–', 'ok.', 'é']),
        ).join(' ')
      const { tokens } = findTokens(`${noise()}\n\n${hmacToken}\n\n${noise()}`)
      expect(tokens.map(({ text }) => text)).toContain(hmacToken)
    }
  })

  test('in which a name is itself a token does not say that name', () => {
    const places = findTokens(JSON.stringify({ [`${hmacToken}_token`]: 'abcDEF1234567890' })).tokens.map(
      (each) => each.place,
    )
    expect(places).toEqual(['a value of the JSON'])
  })
})
