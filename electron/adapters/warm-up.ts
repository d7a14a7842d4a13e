import { otherWork } from '../domain/slices/in-slices.ts'

// In this order, so that none brings much along that is not there yet: at once they would hold up the window for some
// 20 ms. Only HTTP/1.1 is spoken, but axios imports what it would need for more.
const pieces: readonly (() => Promise<unknown>)[] = [
  () => import('node:http'),
  () => import('node:https'),
  () => import('node:http2'),
  () => import('node:zlib'),
  () => import('https-proxy-agent'),
  () => import('axios'),
  () => import('jose'),
  () => import('openid-client'),
]

/** Loads what the first request and the first sign-in would otherwise load before they begin, with pauses. */
export async function warmUp(): Promise<void> {
  for (const load of pieces) {
    await load()
    await otherWork()
  }
}
