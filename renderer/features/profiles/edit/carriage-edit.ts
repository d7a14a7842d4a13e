import type { Carriage } from '@contract/ways'

/** Where a token stands in a request, as it is typed: what was entered for one place is kept while another is chosen. */
export interface CarriageEdit {
  readonly as: 'bearer' | 'header' | 'query' | 'cookie'
  readonly header: string
  readonly prefix: string
  readonly query: string
  readonly cookie: string
}

export const bearer: CarriageEdit = {
  as: 'bearer',
  header: 'X-Api-Key',
  prefix: '',
  query: 'api_key',
  cookie: 'session',
}

const isBearer = (carriage: Carriage): boolean =>
  carriage.in === 'header' && carriage.name.toLowerCase() === 'authorization' && carriage.prefix === 'Bearer '

export function carriageEditOf(carriage: Carriage): CarriageEdit {
  if (isBearer(carriage)) return bearer
  switch (carriage.in) {
    case 'header':
      return { ...bearer, as: 'header', header: carriage.name, prefix: carriage.prefix }
    case 'query':
      return { ...bearer, as: 'query', query: carriage.name }
    case 'cookie':
      return { ...bearer, as: 'cookie', cookie: carriage.name }
  }
}

export function carriageOf(edit: CarriageEdit): Carriage {
  switch (edit.as) {
    case 'bearer':
      return { in: 'header', name: 'Authorization', prefix: 'Bearer ' }
    case 'header':
      return { in: 'header', name: edit.header.trim(), prefix: edit.prefix }
    case 'query':
      return { in: 'query', name: edit.query.trim() }
    case 'cookie':
      return { in: 'cookie', name: edit.cookie.trim() }
  }
}

/** How a request will look, in one line, with “…” for the token. */
export function carriagePreview(edit: CarriageEdit): string {
  const carriage = carriageOf(edit)
  switch (carriage.in) {
    case 'header':
      return `${carriage.name}: ${carriage.prefix}…`
    case 'query':
      return `GET /path?${encodeURIComponent(carriage.name)}=…`
    case 'cookie':
      return `Cookie: ${carriage.name}=…`
  }
}
