import { createEngineFetch } from '../adapters/engine-fetch.ts'
import { createHttpTransport } from '../adapters/http-transport.ts'
import type { BodyStore } from '../adapters/body-store.ts'
import { createJwksFetch } from '../adapters/jwks-fetch.ts'
import { createLoginFinder } from '../adapters/login-finder.ts'
import { createOpenIdProvider } from '../adapters/openid-provider.ts'
import { createOpenIdSessions } from '../adapters/openid-provider-session.ts'
import { createOpenIdTokenService } from '../adapters/openid-token-service.ts'
import { createWholeExchange } from '../adapters/whole-exchange.ts'
import type { Settings } from '../contract/settings.ts'
import { chooseProxy } from '../domain/requests/proxy-rule.ts'
import type { PlaygroundControl } from '../playground/playground-control.ts'
import type { Surroundings } from '../surroundings.ts'

export interface NetworkParts {
  readonly outside: Pick<Surroundings, 'now' | 'monotonicMs' | 'askSystemProxy'>
  readonly settings: () => Settings
  readonly playground: Pick<PlaygroundControl, 'certificateAuthorityFor'>
  readonly bodies: BodyStore
}

/** The one engine, with the person's proxy and authorities, and everything that speaks to a server through it. */
export function composeNetwork({ outside, settings, playground, bodies }: NetworkParts) {
  const { now, monotonicMs } = outside
  const way = {
    resolveProxy: (url: string) => chooseProxy(settings().proxy, url, outside.askSystemProxy),
    certificateAuthoritiesFor: (origin: string) =>
      [settings().certificateAuthorities, playground.certificateAuthorityFor(origin) ?? ''].filter((pem) => pem !== ''),
    monotonicMs,
  }
  const transport = createHttpTransport({ ...way, bodies })
  const exchangeWhole = createWholeExchange(way)
  const fetch = createEngineFetch(exchangeWhole)
  const sessions = createOpenIdSessions({ fetch, now })
  return {
    transport,
    exchangeWhole,
    provider: createOpenIdProvider({ sessions, now }),
    tokenServer: createOpenIdTokenService({ sessions }),
    finder: createLoginFinder({ exchangeWhole, sessions, now }),
    fetchJwks: createJwksFetch({ fetch }),
    forgetKeys: sessions.forgetKeys,
  }
}

export type Network = ReturnType<typeof composeNetwork>
