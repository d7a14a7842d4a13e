import { otherWork } from '../domain/slices/in-slices.ts'

/** Node loads its `fetch` when it is first touched; axios, which never uses it here, does so when it is imported. */
const touchFetch = (): Promise<string> => new Response('').text()

/** All of axios but its HTTP adapter runs once, and is compiled by that; nothing is sent. */
async function runAxios(): Promise<void> {
  const { default: axios } = await import('axios')
  await otherWork()
  const answer = { data: '', status: 200, statusText: 'OK', headers: {} }
  await axios.create().request({ url: 'http://nobody.invalid', adapter: async (config) => ({ ...answer, config }) })
}

// Each brings little along that is not there yet. Only HTTP/1.1 is spoken, but axios imports what it would need for more.
const pieces: readonly (() => Promise<unknown>)[] = [
  () => import('node:http'),
  () => import('node:https'),
  () => import('node:http2'),
  () => import('node:zlib'),
  () => import('https-proxy-agent'),
  touchFetch,
  runAxios,
  () => import('jose'),
  () => import('openid-client'),
]

/** Loads, with pauses, what the first request and the first sign-in would otherwise load at once. */
export async function warmUp(): Promise<void> {
  for (const load of pieces) {
    await load()
    await otherWork()
  }
}
