import type { Settings } from '../../contract/settings.ts'

/**
 * The first route of a proxy auto-config answer ("PROXY host:port; DIRECT") as a URL, null for DIRECT.
 * SOCKS routes are passed over: there is no agent for them.
 */
export function firstRoute(answer: string): string | null {
  for (const route of answer.split(';')) {
    const [kind = '', host = ''] = route.trim().split(/\s+/)
    if (kind.toUpperCase() === 'DIRECT') return null
    if (kind.toUpperCase() === 'PROXY' && host !== '') return `http://${host}`
    if (kind.toUpperCase() === 'HTTPS' && host !== '') return `https://${host}`
  }
  return null
}

/** The person's rule for an address: no proxy, the system's, or one they named. The environment is never asked. */
export async function chooseProxy(
  rule: Settings['proxy'],
  url: string,
  askSystem: (url: string) => Promise<string>,
): Promise<string | null> {
  switch (rule.mode) {
    case 'none':
      return null
    case 'manual':
      return rule.url
    case 'system':
      return firstRoute(await askSystem(url))
  }
}
