import type { FetchedJwks } from '../domain/jwt/jwks-cache.ts'
import { isSecureAddress } from '../domain/profiles/resolve-client.ts'

const maxBytes = 1024 * 1024
const deadlineMs = 10_000

const failed = (reason: string): FetchedJwks => ({ ok: false, reason })

/**
 * GETs an issuer's key set: no redirects, no credentials, at most 1 MB, ten seconds in all. Keys that came over plain
 * http could be anybody's, so that is for this machine only. Every kind of trouble is a reason, never a throw.
 */
export async function fetchJwks(jwksUri: string, limitMs = deadlineMs): Promise<FetchedJwks> {
  const url = URL.canParse(jwksUri) ? new URL(jwksUri) : null
  if (url === null) return failed('The address of the issuer’s keys is no URL')
  if (!isSecureAddress(url)) {
    return failed('The issuer’s keys are not published over https')
  }
  const signal = AbortSignal.timeout(limitMs)
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      credentials: 'omit',
      headers: { accept: 'application/jwk-set+json, application/json' },
      signal,
    })
    if (response.status >= 300 && response.status < 400)
      return await refuse(response, 'The address of the issuer’s keys redirects elsewhere')
    if (!response.ok) return await refuse(response, `The issuer answered ${response.status} when asked for its keys`)
    const bytes = await readUpTo(response, maxBytes)
    if (bytes === null) return failed('The issuer’s keys are larger than 1 MB')
    return { ok: true, jwks: JSON.parse(new TextDecoder().decode(bytes)) }
  } catch (error) {
    if (error instanceof SyntaxError) return failed('What the issuer publishes as its keys is no JSON')
    if (signal.aborted) return failed(`The issuer did not send its keys within ${limitMs / 1000} seconds`)
    // `fetch` throws a TypeError for every failure of the network.
    if (error instanceof TypeError) return failed(`The issuer’s keys could not be fetched from ${url.host}`)
    throw error
  }
}

async function refuse(response: Response, reason: string): Promise<FetchedJwks> {
  await response.body?.cancel()
  return failed(reason)
}

/** null: there is more than that, and the rest is not read. */
async function readUpTo(response: Response, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
