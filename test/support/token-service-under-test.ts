import type { Profile } from '../../electron/domain/profiles/profile.ts'
import type { OAuthClient } from '../../electron/domain/profiles/resolve-client.ts'
import { createTokenService } from '../../electron/domain/token-service/token-service.ts'
import type { RefreshAnswer } from '../../electron/domain/tokens/refresh-answer.ts'
import type { TokenSet } from '../../electron/domain/tokens/token-set.ts'
import type { aServerOfTokens } from './server-of-tokens.ts'
import { aKeeper } from './keeper-builder.ts'
import { aProfile, anOAuthWay, aTokenSet } from './token-builder.ts'

interface Situation {
  readonly profile?: Profile
  readonly tokens?: Partial<TokenSet> | null
  readonly answers?: RefreshAnswer[]
  readonly client?: Partial<OAuthClient>
}

/** alice's tokens of a bendable server, and what that server does for them. */
export function aTokenServiceAt(parts: Awaited<ReturnType<typeof aServerOfTokens>>, situation: Situation = {}) {
  const { issuer } = parts.client
  const { profile = aProfile({ way: anOAuthWay({ issuer }) }), tokens = {}, answers = [] } = situation
  const keeping = aKeeper({ profile, answers, tokens: tokens === null ? null : aTokenSet({ issuer, ...tokens }) })
  const opened: string[] = []
  const browser = { fails: false }
  const { service: server, pauses } = parts.aService()
  const service = createTokenService({
    ...{ server, keeper: keeping.keeper, findProfile: keeping.profiles.find, now: keeping.clock.now },
    resolveClient: async () => ({ ...parts.client, ...situation.client }),
    async openBrowser(url) {
      if (browser.fails) throw new Error(`could not open ${url}`)
      opened.push(url)
    },
  })
  return { ...keeping, service, opened, browser, pauses }
}
