import type { FetchedJwks } from '../domain/jwt/jwks-cache.ts'
import { isSecureAddress } from '../domain/profiles/resolve-client.ts'
import { parseJsonOrNull } from '../domain/json/parse-json.ts'
import { EngineNoAnswer, type EngineFetch } from './engine-fetch.ts'

const limitBytes = 1024 * 1024

const failed = (reason: string): FetchedJwks => ({ ok: false, reason })

/**
 * GETs issuers' key sets over the engine of all other requests: no redirects, no credentials, at most 1 MB, ten seconds
 * in all. Keys that came over plain http could be anybody's, so that is for this machine only. Every kind of trouble is
 * a reason, never a throw.
 */
export function createJwksFetch({ fetch, deadlineMs = 10_000 }: { fetch: EngineFetch; deadlineMs?: number }) {
  return async (jwksUri: string): Promise<FetchedJwks> => {
    const url = URL.canParse(jwksUri) ? new URL(jwksUri) : null
    if (url === null) return failed('The address of the issuer’s keys is no URL')
    if (!isSecureAddress(url)) return failed('The issuer’s keys are not published over https')
    const accept = 'application/jwk-set+json, application/json'
    const nobodyCancels = new AbortController().signal
    const limits = { timeoutMs: deadlineMs, limitBytes, signal: nobodyCancels }
    try {
      const response = await fetch(url.href, {
        ...{ method: 'GET', headers: { accept }, body: null, certificate: null },
        ...limits,
      })
      if (response.status >= 300 && response.status < 400) {
        return failed('The address of the issuer’s keys redirects elsewhere')
      }
      if (!response.ok) return failed(`The issuer answered ${response.status} when asked for its keys`)
      const jwks = parseJsonOrNull(await response.text())
      return jwks === null ? failed('What the issuer publishes as its keys is no JSON') : { ok: true, jwks }
    } catch (thrown) {
      if (!(thrown instanceof EngineNoAnswer)) throw thrown
      return failed(`The issuer’s keys could not be fetched: ${thrown.message}`)
    }
  }
}
