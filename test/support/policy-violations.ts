import type { Page } from '@playwright/test'

/**
 * Counts what the page's content security policy refuses, from the first byte of the next load on. Loads the page once
 * more, so that its own start is counted too.
 */
export async function watchPolicyViolations(window: Page): Promise<() => Promise<readonly string[]>> {
  await window.addInitScript(() => {
    const refused: string[] = []
    Reflect.set(globalThis, 'refusedByPolicy', refused)
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      refused.push(`${effectiveDirective} ${blockedURI}`),
    )
  })
  await window.reload()
  return () => window.evaluate(() => [...Reflect.get(globalThis, 'refusedByPolicy')])
}
