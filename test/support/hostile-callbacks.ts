/** Where a sign-in waits, as whoever calls it sees it. */
export interface CallbackPlace {
  readonly path: string
  /** As the Host field has it. */
  readonly host: string
  readonly port: number
  /** Names and addresses that lead to the same port and are not the one that waits. */
  readonly otherHost: string
}

export const callbackState = 'a-state-that-is-thirty-two-bytes-long-or-so'

export const get = (target: string, host: string, method = 'GET', more = ''): string =>
  `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`

const state = callbackState
const form = `code=abc&state=${state}`
export const goodCallback = (path: string): string => `${path}?${form}`
const good = goodCallback
const withBody = (body: string): string =>
  `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n`

/** 40 calls that are not the browser coming back, as the bytes that a stranger writes to the port. */
export const hostileCallbacks: readonly (readonly [string, (place: CallbackPlace) => string])[] = [
  ['no query', ({ path, host }) => get(path, host)],
  ['an empty query', ({ path, host }) => get(`${path}?`, host)],
  ['a code without state', ({ path, host }) => get(`${path}?code=abc`, host)],
  ['an empty state', ({ path, host }) => get(`${path}?code=abc&state=`, host)],
  ['another state', ({ path, host }) => get(`${path}?code=abc&state=${state.replace('a', 'b')}`, host)],
  ['the beginning of the state', ({ path, host }) => get(`${path}?code=abc&state=${state.slice(0, -1)}`, host)],
  ['the state and more', ({ path, host }) => get(`${path}?code=abc&state=${state}x`, host)],
  ['the state in capitals', ({ path, host }) => get(`${path}?code=abc&state=${state.toUpperCase()}`, host)],
  ['the state twice', ({ path, host }) => get(`${good(path)}&state=${state}`, host)],
  ['a wrong state before the right one', ({ path, host }) => get(`${path}?state=x&code=abc&state=${state}`, host)],
  ['a wrong state after the right one', ({ path, host }) => get(`${good(path)}&state=x`, host)],
  ['a forged error without state', ({ path, host }) => get(`${path}?error=access_denied`, host)],
  ['a forged error with another state', ({ path, host }) => get(`${path}?error=access_denied&state=x`, host)],
  ['the state in the fragment', ({ path, host }) => get(`${path}?code=abc#state=${state}`, host)],
  ['the state under another name', ({ path, host }) => get(`${path}?code=abc&State=${state}`, host)],
  ['the state as a list', ({ path, host }) => get(`${path}?code=abc&state[]=${state}`, host)],
  ['two codes without state', ({ path, host }) => get(`${path}?code=a&code=b`, host)],
  ['a code and an error without state', ({ path, host }) => get(`${path}?code=a&error=b`, host)],
  ['the root', ({ host }) => get(`/?${form}`, host)],
  ['the path without its last part', ({ path, host }) => get(`${path.replace(/\/[^/]*$/, '') || '/'}?${form}`, host)],
  ['another last part', ({ path, host }) => get(`${path.replace(/[^/]*$/, 'A'.repeat(32))}?${form}`, host)],
  ['the path with a slash', ({ path, host }) => get(`${path}/?${form}`, host)],
  ['the path with two slashes', ({ path, host }) => get(`/${path}?${form}`, host)],
  ['a path that leads to it', ({ path, host }) => get(`/x/..${path}?${form}`, host)],
  ['the path percent-encoded', ({ path, host }) => get(`${path.replace('c', '%63')}?${form}`, host)],
  ['the path in capitals', ({ path, host }) => get(`${path.toUpperCase()}?${form}`, host)],
  ['an absolute address', ({ path, host }) => get(`http://${host}${good(path)}`, host)],
  ['a POST of the address', ({ path, host }) => get(good(path), host, 'POST', 'Content-Length: 0\r\n')],
  ['a POST of a form', ({ path, host }) => `${get(path, host, 'POST', withBody(form))}${form}`],
  ['a HEAD', ({ path, host }) => get(good(path), host, 'HEAD')],
  ['an OPTIONS', ({ path, host }) => get(good(path), host, 'OPTIONS')],
  ['a PUT', ({ path, host }) => get(good(path), host, 'PUT', 'Content-Length: 0\r\n')],
  ['a CONNECT', ({ host }) => get(host, host, 'CONNECT')],
  ['another name of this machine', ({ path, otherHost }) => get(good(path), otherHost)],
  ['a rebound name', ({ path, port }) => get(good(path), `evil.example:${port}`)],
  ['the host without its port', ({ path, host }) => get(good(path), host.replace(/:\d+$/, ''))],
  ['no host', ({ path }) => `GET ${good(path)} HTTP/1.1\r\n\r\n`],
  ['two hosts', ({ path, host }) => get(good(path), host, 'GET', `Host: ${host}\r\n`)],
  ['an address of a megabyte', ({ path, host }) => get(`${good(path)}&x=${'a'.repeat(1_000_000)}`, host)],
  ['an address of 64 kB', ({ path, host }) => get(`${good(path)}&x=${'a'.repeat(64_000)}`, host)],
]
