import type { ProfileId } from '../../contract/ids.ts'
import type { InspectedToken, TokenSubject } from '../../contract/jwt.ts'
import { ClaimcheckError } from '../../domain/failures/claimcheck-error.ts'
import { compareTokens } from '../../domain/inspection/compare-tokens.ts'
import type { ExchangeTokens } from '../../domain/inspection/exchange-tokens.ts'
import { isOwnRefreshToken, type FindSubject, type FoundToken } from '../../domain/inspection/found-token.ts'
import type { LooseTokens } from '../../domain/inspection/loose-tokens.ts'
import { subjectTitle } from '../../domain/inspection/subject-title.ts'
import type { TokenHistory } from '../../domain/inspection/token-history.ts'
import type { TokenInspection } from '../../domain/inspection/token-inspection.ts'
import { innerToken } from '../../domain/jwt/inner-token.ts'
import type { Forge } from '../../domain/synthetic/forge.ts'
import type { TokenService } from '../../domain/token-service/token-service.ts'
import { SecretText } from '../../domain/vault/secret-text.ts'
import type { HandlersOf } from '../router.ts'

interface InspectionParts {
  readonly loose: LooseTokens
  readonly exchangeTokens: Pick<ExchangeTokens, 'inExchange'>
  readonly history: Pick<TokenHistory, 'past'>
  readonly findSubject: FindSubject
  readonly inspection: Pick<TokenInspection, 'inspect' | 'inspectFound'>
  readonly forge: Forge
  readonly introspectToken: TokenService['introspectToken']
  readonly profileName: (id: ProfileId) => string | null
  /** Starts the playground first where the profile belongs to it. */
  readonly ready: (id: ProfileId) => Promise<void>
  readonly now: () => Date
}

/** Answers the window's questions about any token. */
export function inspectionHandlers(parts: InspectionParts): HandlersOf<'inspection'> {
  const { loose, exchangeTokens, history, findSubject, inspection, forge, introspectToken, ready, now } = parts

  async function find(subject: TokenSubject): Promise<FoundToken> {
    const found = await findSubject(subject)
    if (found === null) throw new ClaimcheckError('inspection.gone', {})
    return found
  }

  async function textOf(
    subject: TokenSubject,
    whenRemembered: 'inspection.nothing_inside' | 'inspection.only_remembered',
  ) {
    const found = await find(subject)
    if (found.content.is === 'remembered') throw new ClaimcheckError(whenRemembered, {})
    return found.content.token
  }

  async function inspected(subject: TokenSubject): Promise<InspectedToken> {
    const token = await inspection.inspect(subject)
    if (token === null) throw new ClaimcheckError('inspection.gone', {})
    return token
  }

  return {
    'inspection.take': ({ text }) => {
      const { found, note } = loose.take(text)
      const [first] = found
      return { found, shown: first === undefined ? null : inspection.inspectFound(loose.find(first.id)), note }
    },
    'inspection.loose': () => loose.list(),
    'inspection.drop': ({ ids }) => {
      loose.drop(ids)
      return {}
    },
    'inspection.inExchange': ({ exchangeId }) => exchangeTokens.inExchange(exchangeId),
    'inspection.openInner': async ({ subject }) => {
      const inner = innerToken((await textOf(subject, 'inspection.nothing_inside')).reveal())
      if (inner === null) throw new ClaimcheckError('inspection.nothing_inside', {})
      const place = 'inside another token'
      return loose.add({ token: new SecretText(inner), place, synthetic: false, context: null, listed: 'now' })
    },
    'inspection.introspect': async ({ subject, profileId }) => {
      if (isOwnRefreshToken(await find(subject))) {
        const message = 'A refresh token is shown to nobody but its server: ask about it at its profile'
        throw new ClaimcheckError('input.invalid', { problems: [{ path: 'subject', message }] })
      }
      const token = await textOf(subject, 'inspection.only_remembered')
      await ready(profileId)
      return introspectToken(profileId, token)
    },
    'inspection.compare': async ({ left, right }) => {
      const [one, other] = await Promise.all([inspected(left), inspected(right)])
      const named = { profileName: parts.profileName, looseTokens: loose.list(), now: now() }
      const titles = { left: subjectTitle(left, one, named), right: subjectTitle(right, other, named) }
      return compareTokens(one, other, titles)
    },
    'inspection.past': ({ profileId }) => history.past(profileId),
    'inspection.recipes': ({ subject }) => forge.recipes(subject),
    'inspection.draft': ({ subject, recipe }) => forge.draft(subject, recipe),
    'inspection.forge': ({ base, draft }) => forge.forge(base, draft),
  }
}
