const base64Alphabets = ['base64', 'base64url'] as const

/** What is the same in every base64 text that holds these bytes, wherever in it they begin. */
function base64Cores(secret: Buffer, encoding: (typeof base64Alphabets)[number]): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), secret])
      .toString(encoding)
      .replaceAll('=', '')
    // Characters that carry bits of a neighbour: at the start for an offset, at the end for an unfinished group.
    return text.slice(offset === 0 ? 0 : offset + 1, (offset + secret.length) % 3 === 0 ? undefined : -1)
  })
}

/** The ways in which a secret may have been written down. */
export function spellingsOf(secret: string): Buffer[] {
  const bytes = Buffer.from(secret, 'utf8')
  const texts = [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
    ...base64Alphabets.flatMap((encoding) => base64Cores(bytes, encoding)),
  ]
  const wide = [Buffer.from(secret, 'utf16le'), Buffer.from(secret, 'utf16le').swap16()]
  return [...[...new Set(texts)].map((text) => Buffer.from(text)), ...wide]
}

export type Place = readonly [string, string | Buffer]

/** Where which secret was found, in words. */
export function findSecrets(secrets: ReadonlyMap<string, string>, places: Iterable<Place>): string[] {
  const found = new Set<string>()
  const wanted = [...secrets].map(([value, what]) => ({ what, spellings: spellingsOf(value) }))
  for (const [place, content] of places) {
    const bytes = Buffer.from(content)
    for (const { what, spellings } of wanted) {
      if (spellings.some((spelling) => bytes.includes(spelling))) found.add(`${what} in ${place}`)
    }
  }
  return [...found].toSorted()
}

/** A message as text in which bytes can be searched. */
export const asText = (message: unknown): string =>
  JSON.stringify(message, (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  )
