/**
 * oidc-provider 9 calls `URL.parse`, which came with Node 22; Electron 33 runs Node 20. Same contract: null, not a throw.
 * https://url.spec.whatwg.org/#dom-url-parse
 */
export function provideUrlParse(): void {
  if ('parse' in URL) return
  Object.defineProperty(URL, 'parse', {
    configurable: true,
    writable: true,
    value: (text: string, base?: string): URL | null => (URL.canParse(text, base) ? new URL(text, base) : null),
  })
}
