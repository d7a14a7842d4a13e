import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { RequestDraft } from '../../../../electron/contract/requests.ts'
import { emptyDraft } from '../../../../electron/contract/requests.ts'
import type { ExchangeId, LooseTokenId, ProfileId } from '../../../../electron/contract/ids.ts'
import type { SecretName } from '../../../../electron/contract/profiles.ts'
import { exchange, type Exchange } from '../../../../electron/contract/exchanges.ts'
import { createBodyStore } from '../../../../electron/adapters/body-store.ts'
import { createHttpTransport } from '../../../../electron/adapters/http-transport.ts'
import type { OtherProfile } from '../../../../electron/domain/challenges/refusal.ts'
import type { ClientCertificate } from '../../../../electron/domain/credentials/client-certificate.ts'
import { createCredentialSource } from '../../../../electron/domain/credentials/credential-source.ts'
import { createDpopKeys } from '../../../../electron/domain/dpop/dpop-keys.ts'
import { createDpopProofs } from '../../../../electron/domain/dpop/dpop-proofs.ts'
import type { Profile } from '../../../../electron/domain/profiles/profile.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { createRequestSender } from '../../../../electron/domain/requests/send-request.ts'
import type { Exchanged } from '../../../../electron/domain/requests/sending.ts'
import type { TokenAuthority } from '../../../../electron/domain/tokens/token-authority.ts'
import type { TokenSet } from '../../../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { recordsInMemory } from '../../../support/records-in-memory.ts'
import { startHostileServer, type Behaviour } from '../../../support/hostile-server.ts'
import { aProfile, aTokenSet } from '../../../support/token-builder.ts'
import { aTemporaryFolder, anExchangeId } from '../../adapters/transport-under-test.ts'

export const canaryToken = `eyJhbGciOiJSUzI1NiJ9.${'canary'.repeat(10)}.${'c'.repeat(20)}9f3kQw`
export const tokensWith = (accessToken: string, some: Partial<TokenSet> = {}): TokenSet =>
  aTokenSet({ accessToken: new SecretText(accessToken), refreshToken: null, idToken: null, expiresAt: null, ...some })

interface SenderParts {
  readonly profile?: Profile
  /** What the authority does; by default it always has the canary token. */
  readonly authority?: Partial<Omit<TokenAuthority, 'noteServerDate'>>
  /** What the profile holds, refreshed or not. */
  readonly peek?: () => Promise<TokenSet | null>
  /** What a person may send in place of the profile's token, by its id. */
  readonly looseTokens?: ReadonlyMap<LooseTokenId, { readonly token: SecretText; readonly synthetic: boolean }>
  readonly others?: readonly OtherProfile[]
  readonly variables?: ReadonlyMap<string, string>
  /** What the person entered for the profile. */
  readonly secrets?: Partial<Record<SecretName, string>>
  readonly certificate?: ClientCertificate
  readonly obtain?: (id: ProfileId) => Promise<void>
  readonly certificateAuthorities?: readonly string[]
  readonly now?: () => Date
}

/** The real sender over the real transport and credentials; only the keeper of tokens is the test's own. */
export async function senderUnderTest(parts: SenderParts = {}) {
  const profile = parts.profile ?? aProfile()
  const bodies = createBodyStore({ folder: path.join(await aTemporaryFolder(), 'bodies') })
  const skews: number[] = []
  const rejected: string[] = []
  /** For each request that a token went out with, whether it was refused. */
  const uses: boolean[] = []
  const exchanged: Exchanged[] = []
  const findProfile = (id: ProfileId) => (id === profile.id ? profile : null)
  const variables = () => parts.variables ?? new Map<string, string>()
  const dpopKeys = createDpopKeys({ records: recordsInMemory().records })
  const sender = createRequestSender({
    transport: createHttpTransport({
      resolveProxy: async () => null,
      bodies,
      monotonicMs: () => performance.now(),
      certificateAuthoritiesFor: () => parts.certificateAuthorities ?? [],
    }),
    credentials: createCredentialSource({
      authority: {
        usableTokens: async () => ({ tokens: tokensWith(canaryToken), refreshed: false }),
        tokensAfterRejection: async (_id, token) => {
          rejected.push(token.reveal())
          return null
        },
        noteUse: (_id, _tokens, refused) => void uses.push(refused),
        peek: parts.peek ?? (async () => tokensWith(canaryToken)),
        ...parts.authority,
      },
      findProfile,
      secret: async (_id, name) => {
        const entered = parts.secrets?.[name]
        return entered === undefined ? null : new SecretText(entered)
      },
      certificate: async () => parts.certificate ?? null,
      dpopKeys,
      proofs: createDpopProofs(),
      obtain: parts.obtain ?? (() => Promise.reject(new Error('nothing is to be got here'))),
      variables,
      randomBytes,
    }),
    noteServerDate: (_id, seconds) => void skews.push(seconds),
    findProfile,
    otherProfiles: async () => parts.others ?? [],
    variables,
    now: parts.now ?? (() => new Date()),
    monotonicMs: () => performance.now(),
    version: '1.2.3',
    looseToken(id) {
      const loose = parts.looseTokens?.get(id)
      if (loose === undefined) throw new ClaimcheckError('inspection.gone', {})
      return loose
    },
    onExchanged: (told) => void exchanged.push(told),
  })
  onTestFinished(async () => {
    sender.close()
    await bodies.close()
  })

  /** Sends, and holds the exchange against the contract, as the router would. */
  async function send(
    draft: Partial<RequestDraft>,
    as: 'profile' | 'nobody' = 'profile',
    { id = anExchangeId(), looseToken = null }: { id?: ExchangeId; looseToken?: LooseTokenId | null } = {},
  ): Promise<Exchange> {
    const request = {
      exchangeId: id,
      draft: { ...emptyDraft, ...draft },
      profileId: as === 'profile' ? profile.id : null,
      looseToken,
      path: null,
    }
    return exchange.parse(await sender.send(request))
  }
  return { sender, send, profile, skews, rejected, uses, exchanged, bodies, dpopKeys }
}

/** The last step's answer, or a failed test. */
export function answerOf({ steps }: Exchange) {
  const result = steps.at(-1)?.result
  if (result?.outcome !== 'answered') throw new Error(`no answer: ${JSON.stringify(result)}`)
  return result
}

export const status = (code: number, ...headers: readonly string[]) =>
  `HTTP/1.1 ${code} X\r\n${headers.map((each) => `${each}\r\n`).join('')}Content-Length: 0\r\n\r\n`
export const invalidToken = 'WWW-Authenticate: Bearer error="invalid_token"'

export async function startApi(behave: Behaviour) {
  const server = await startHostileServer(behave)
  onTestFinished(server.close)
  return server
}

/** An API that takes one token only. */
export const startApiFor = (token: string, refusal = status(401, invalidToken)) =>
  startApi(
    (socket, head) =>
      void socket.write(
        head.includes(`Bearer ${token}\r\n`) || head.endsWith(`Bearer ${token}`) ? status(200) : refusal,
      ),
  )
