import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { isSecureAddress } from '../profiles/resolve-client.ts'

/**
 * The addresses that may be given to the system's browser: https, or http on this machine. Anything else could start
 * a program (`file:`, `smb:`, `ms-msdt:` …). Throws `link.refused`.
 */
export function safeLink(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  const isSafe = url !== null && url.username === '' && url.password === '' && isSecureAddress(url)
  if (!isSafe) throw new ClaimcheckError('link.refused', { url: text.slice(0, 200) })
  return url.href
}
