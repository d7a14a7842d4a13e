import { randomUUID } from 'node:crypto'
import { looseTokenId } from '../../electron/contract/ids.ts'
import type { TokenSubject } from '../../electron/contract/jwt.ts'
import type { Discovered } from '../../electron/contract/profiles.ts'
import type { Way } from '../../electron/contract/ways.ts'
import { ClaimcheckError } from '../../electron/domain/failures/claimcheck-error.ts'
import { createFindSubject } from '../../electron/domain/inspection/find-subject.ts'
import type { FoundToken } from '../../electron/domain/inspection/found-token.ts'
import { createJtiIndex } from '../../electron/domain/inspection/jti-index.ts'
import { createLooseTokens } from '../../electron/domain/inspection/loose-tokens.ts'
import { createTokenInspection } from '../../electron/domain/inspection/token-inspection.ts'
import type { FetchedJwks } from '../../electron/domain/jwt/jwks-cache.ts'
import { authorityOf } from '../../electron/domain/profiles/authority.ts'
import { certificateOf } from '../../electron/domain/profiles/profile-certificate.ts'
import { createHeldTokens } from '../../electron/domain/tokens/held-tokens.ts'
import type { TokenSet } from '../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { aBook, aDraft } from './book-builder.ts'
import { aTokenSet, noon } from './token-builder.ts'
import { aTokenHistory } from './token-history.ts'

/** What issuers answer, by their identifier; one that throws can't be had. */
export type Issuers = Readonly<Record<string, { readonly jwksUri: string | null } | Error>>

/** An inspection over a real book, keeper, history and loose tokens; only what issuers answer is the test's. */
export function anInspection(issuers: Issuers, jwks: () => unknown) {
  const made = aBook()
  const asked: string[] = []
  let now = noon
  const jtis = createJtiIndex()
  const loose = createLooseTokens({ now: () => now, newId: () => looseTokenId.parse(randomUUID()), jtis })
  const history = aTokenHistory({ records: made.records, findProfile: made.store.find, now: () => now, jtis })
  const sent = new Map<string, FoundToken>()
  const heldToken = createHeldTokens({
    ...{ findProfile: made.store.find, keeper: made.keeper, secret: made.secrets.read, now: () => now },
  })
  const findSubject = createFindSubject({
    ...{ heldToken, loose, history },
    exchangeTokens: {
      sentToken(id) {
        const found = sent.get(id)
        if (found === undefined) throw new ClaimcheckError('inspection.gone', {})
        return found
      },
    },
  })
  const inspection = createTokenInspection({
    ...{ findSubject, profiles: made.store, variables: () => made.values, now: () => now, dpopKeys: made.dpopKeys },
    jtiSeen: history.jtiSeen,
    shownCertificate: (profile) => certificateOf(profile, made.secrets.read),
    async discover(issuer): Promise<Discovered> {
      asked.push(issuer)
      const answer = issuers[issuer]
      if (answer === undefined) throw new ClaimcheckError('sign_in.issuer_not_metadata', { url: issuer, status: 404 })
      if (answer instanceof Error) throw answer
      return {
        ...{ issuer, jwksUri: answer.jwksUri, authorizationEndpoint: null, tokenEndpoint: null, offers: [] },
        ...{ clientAuthentications: [], pkceS256: null, dpopAlgorithms: [], notes: [], grants: [], scopes: [] },
      }
    },
    async fetchJwks(uri): Promise<FetchedJwks> {
      asked.push(uri)
      return { ok: true, jwks: jwks() }
    },
  })

  /** The subject of a profile of this way that has the token. */
  async function having(way: Way, token: string, some: Partial<TokenSet> = {}): Promise<TokenSubject> {
    const subjectOf = (profileId: Awaited<ReturnType<typeof made.book.save>>['id']) =>
      ({ of: 'profile', profileId, which: 'access' }) as const
    if (way.kind === 'static_token') {
      const secrets = { token: { change: 'replace', value: token } } as const
      return subjectOf((await made.book.save(aDraft({ way, secrets }))).id)
    }
    const { id } = await made.book.save(aDraft({ way }))
    const profile = made.store.find(id)
    if (profile === null) throw new Error('not saved')
    const whose = authorityOf(profile, made.values)
    await made.keeper.accept(id, aTokenSet({ ...whose, accessToken: new SecretText(token), ...some }), null)
    return subjectOf(id)
  }

  /** The subject of a token that a person pasted. */
  function pasted(token: string, synthetic = false): TokenSubject {
    const held = loose.add({
      token: new SecretText(token),
      place: 'the text itself',
      synthetic,
      context: null,
      listed: 'now',
    })
    return { of: 'loose', id: held.id }
  }

  return {
    ...{ ...made, ...inspection, history, sent, heldToken, findSubject, having, pasted, asked },
    laterOn: () => void (now = new Date(noon.getTime() + 5000)),
  }
}
