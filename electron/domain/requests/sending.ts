import type * as z from 'zod'
import type { Exchange, ExchangeStep } from '../../contract/exchanges.ts'
import type { ExchangeId, LooseTokenId, ProfileId } from '../../contract/ids.ts'
import type { sendRequest } from '../../contract/requests.ts'
import type { OtherProfile, Refusal } from '../challenges/refusal.ts'
import type { CredentialSource } from '../credentials/credential.ts'
import type { Profile } from '../profiles/profile.ts'
import type { TokenAuthority } from '../tokens/token-authority.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { Transport, WireAnswer } from './transport.ts'
import type { Variables } from './variables.ts'
import type { WireRequest } from './wire-request.ts'

export type SendRequest = z.infer<typeof sendRequest>

export interface RequestSenderParts {
  readonly transport: Transport
  readonly credentials: CredentialSource
  readonly noteServerDate: TokenAuthority['noteServerDate']
  readonly findProfile: (id: ProfileId) => Profile | null
  /** Every profile but this one, with what is known of it without asking a server; for "send as …". */
  readonly otherProfiles: (except: ProfileId | null) => Promise<readonly OtherProfile[]>
  readonly variables: () => Promise<Variables> | Variables
  readonly now: () => Date
  readonly monotonicMs: () => number
  /** A token to send in place of the profile's. Throws `inspection.gone`, `inspection.only_remembered`. */
  readonly looseToken: (id: LooseTokenId) => { readonly token: SecretText; readonly synthetic: boolean }
  /** Told of each exchange, whole and with its secrets, before the window is: main keeps what may be looked at later. */
  readonly onExchanged: (exchanged: Exchanged) => void
  /** Claimcheck's version, for the User-Agent. */
  readonly version: string
}

/** One request on the wire and what came of it, before secrets are taken out for the window. */
export interface WireStep {
  readonly why: ExchangeStep['why']
  /** As it went on the wire. */
  readonly request: WireRequest
  /** The same without what the profile put in. */
  readonly bare: WireRequest
  /** Whether the profile's credential was put in. */
  readonly carries: boolean
  readonly answer: WireAnswer
  /** Token work before this step. */
  readonly queueMs: number
  readonly withheld: readonly string[]
  /** Our clock as the step began. */
  readonly sentAtMs: number
}

/** One exchange with what the window never gets. */
export interface Exchanged {
  readonly exchangeId: ExchangeId
  /** On the monotonic clock. */
  readonly beganAtMs: number
  readonly profileId: ProfileId | null
  /** The token that the last step was sent with, typed ones included; null where none was. */
  readonly token: SecretText | null
  /** What came with the profile's own token; null for any other. */
  readonly tokens: TokenSet | null
  readonly synthetic: boolean
  readonly steps: readonly WireStep[]
  /** Why the last step was refused, with the facts that it was told from; null where it was not. */
  readonly refusal: Refusal | null
}

export interface Sending {
  readonly exchangeId: ExchangeId
  readonly signal: AbortSignal
  readonly timeoutMs: number
  readonly followRedirects: boolean
}

export type Refreshed = Exchange['refreshed']

/** The answer of a request that was stopped before anything was sent. */
export const cancelledBeforeSending: WireAnswer = {
  result: { outcome: 'no-answer', reason: 'cancelled', message: 'Cancelled before anything was sent.' },
  timing: { dnsMs: null, connectMs: null, tlsMs: null, waitMs: null, downloadMs: null, totalMs: 0 },
  route: 'direct',
  bodyPrefix: new Uint8Array(),
}
