import type { Carriage } from '../../contract/ways.ts'

/** What a token that no authorisation server named is called: by the scheme before it; else whoever bears it is let in. */
export function tokenTypeOf(carriage: Carriage): string {
  const scheme = carriage.in === 'header' ? carriage.prefix.trim() : ''
  return scheme === '' ? 'Bearer' : scheme
}
