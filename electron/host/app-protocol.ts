import { protocol } from 'electron'
import { listWindowFiles } from '../adapters/window-files.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'

const scheme = 'app'
export const appOrigin = `${scheme}://claimcheck`
export const startPage = `${appOrigin}/index.html`

/** Before the app is ready: gives our scheme an origin of its own, without any of the rights that a scheme can have. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, codeCache: true } }])
}

/** Serves the window from a fixed table of files; any other address is 404 and opens nothing. */
export function serveAppScheme(folder: string): void {
  const table = listWindowFiles(folder)
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url)
    const file = url.host === 'claimcheck' && request.method === 'GET' ? (await table).get(url.pathname) : undefined
    if (file === undefined) return new Response('not found', { status: 404 })
    // A copy into a plain ArrayBuffer: what fs gives may be a view of a shared pool.
    return new Response(new Uint8Array(await file.bytes()), {
      headers: {
        'Content-Type': file.mediaType,
        'Content-Security-Policy': contentSecurityPolicy,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
      },
    })
  })
}
