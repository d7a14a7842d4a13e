import { isNamed, type HeaderLine } from '../requests/wire-request.ts'

export interface LoginCookie {
  readonly name: string
  readonly value: string
}

/** Name and value of each Set-Cookie line (RFC 6265 §5.2); one that takes a cookie away has the value null. */
export function readSetCookies(
  headers: readonly HeaderLine[],
  now: Date,
): readonly { readonly name: string; readonly value: string | null }[] {
  return headers
    .filter(([name]) => isNamed(name, 'set-cookie'))
    .flatMap(([, line]) => {
      const [pair = '', ...attributes] = line.split(';')
      const equals = pair.indexOf('=')
      const name = pair.slice(0, Math.max(0, equals)).trim()
      if (name === '') return []
      const value = pair
        .slice(equals + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1')
      return [{ name, value: value === '' || isOver(attributes, now) ? null : value }]
    })
}

function isOver(attributes: readonly string[], now: Date): boolean {
  const read = (wanted: string): string | undefined =>
    attributes
      .map((attribute) => attribute.split('=', 2).map((part) => part.trim()))
      .findLast(([name]) => name?.toLowerCase() === wanted)?.[1]
  const maxAge = read('max-age')
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0
  const expires = Date.parse(read('expires') ?? '')
  return !Number.isNaN(expires) && expires <= now.getTime()
}

/** The cookies of one login, over all the answers that it takes. */
export function createCookieCrumbs(now: () => Date) {
  const held = new Map<string, string>()
  return {
    take(headers: readonly HeaderLine[]): void {
      for (const { name, value } of readSetCookies(headers, now())) {
        if (value === null) held.delete(name)
        else held.set(name, value)
      }
    },
    all: (): readonly LoginCookie[] => [...held].map(([name, value]) => ({ name, value })),
    /** As a Cookie field has them; null where there are none. */
    asHeader: (): string | null =>
      held.size === 0 ? null : [...held].map(([name, value]) => `${name}=${value}`).join('; '),
  }
}
export type CookieCrumbs = ReturnType<typeof createCookieCrumbs>
