import type { Redirect } from '@contract/oauth'

/** Where the browser comes back, as it is typed. */
export interface RedirectEdit {
  readonly by: Redirect['by']
  readonly host: '127.0.0.1' | 'localhost'
  readonly port: string
  readonly path: string
  readonly uri: string
}

export const freePort: RedirectEdit = { by: 'free-port', host: '127.0.0.1', port: '8765', path: '/callback', uri: '' }

export function redirectEditOf(redirect: Redirect): RedirectEdit {
  switch (redirect.by) {
    case 'free-port':
      return freePort
    case 'fixed':
      return { ...freePort, by: 'fixed', host: redirect.host, port: String(redirect.port), path: redirect.path }
    case 'pasted':
      return { ...freePort, by: 'pasted', uri: redirect.uri }
  }
}

export function redirectOf({ by, host, port, path, uri }: RedirectEdit): Redirect {
  if (by === 'fixed') return { by, host, port: Number(port.trim()), path: path.trim() }
  return by === 'pasted' ? { by, uri: uri.trim() } : { by }
}

/** What to register at the server, to the letter; null where no address can be named before the sign-in. */
export function redirectUriOf({ by, host, port, path, uri }: RedirectEdit): string | null {
  if (by === 'fixed') return `http://${host}:${port.trim()}${path.trim()}`
  return by === 'pasted' && uri.trim() !== '' ? uri.trim() : null
}
