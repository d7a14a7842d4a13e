import type { SaidReason } from './problem.ts'

type Sign = readonly [reason: SaidReason, words: RegExp]

// Looked for in lower-case text. A server that names several reasons at once ("expired, revoked or malformed") has
// named none; which of them it is, the token may still tell.
const signs: readonly Sign[] = [
  [
    'id-token',
    /\bid[ _-]tokens?\b.{0,40}\b(?:not|instead|cannot|used)\b|\bnot an access[ _-]token\b|\btoken_use\b|\bwrong token type\b/,
  ],
  [
    'expired',
    /\bexpired?\b(?! time)|\bexpir(?:es|y|ation)\b.{0,30}\b(?:past|passed|exceeded|fail)|_expired\b|\bjwtexpired\b|tokenexpired|\bexp\b.{0,20}\b(?:claim|check|fail|past)|\btime_constraint_failure\b/,
  ],
  [
    'not-yet-valid',
    /\bnot (?:yet|active) (?:valid|active|yet)|\bnot valid (?:yet|before)|\bnot active yet\b|\bnbf\b|\bnot_?before\b|\bissued in the future\b|\bpremature|used before/,
  ],
  ['audience', /\baud\b|\baudiences?\b|jwtnotinaudience|invalidaudience/],
  ['issuer', /\biss\b|\bissuers?\b|invalidissuer/],
  ['revoked', /\brevoked\b|\brevocation\b|\b(?:deny|black|block)[- ]?list(?:ed)?\b|\bhas been invalidated\b/],
  [
    'session-ended',
    /\blogged[ -]?out\b|\bsigned[ -]?out\b|\b(?:session|token) (?:has |was |is )?(?:been )?(?:ended|terminated|not (?:found|active)|inactive)\b|\binvalid_session|\bno such session\b|\b(?:unknown|invalid) session\b|\bsession (?:id )?(?:is )?(?:unknown|invalid)\b/,
  ],
  [
    'signature',
    /\bsignatures?\b|\bkid\b|\bjwks?\b|\bsigning key\b|\bno (?:matching|suitable) (?:public )?key\b|\bsigned by\b|\bsigned with\b|\bbad_signature\b|\bjwserror\b/,
  ],
  [
    'unreadable',
    /\bmalformed\b|\bnot a (?:valid |signed )?jwt\b|\bnot enough segments\b|\bnumber of segments\b|\bwell[- ]formed\b|\b(?:could not|cannot|unable to|can't) (?:be )?(?:parse|decode)|\bparsing failed\b|\bcompact\b.{0,20}\bpars|\binvalid compact\b|\bform of header\.payload\b|\bunparsable\b/,
  ],
  [
    'csrf',
    /\b(?:anti-?)?(?:csrf|xsrf)|\bcsrf_?token\b|\bcross[- ]site request\b|\bforgery\b|\bauthenticity ?token\b|\bverify authenticity\b/,
  ],
  [
    'origin',
    /\binvalid cors\b|\bcors (?:origin|policy|request|error|failed|not allowed)|\borigin\b.{0,40}\bnot (?:allowed|permitted)|\bnot allowed by cors\b/,
  ],
  [
    'limit',
    /\brate[- _]?limit|\bquota\b|\btoo many requests\b|\blimit exceeded\b|\brequest_limit|\bthrottl|\bbilling\b.{0,30}\b(?:disabled|not enabled)|\bapi\b.{0,60}\b(?:has not been used|is disabled)\b|\bservice_disabled\b/,
  ],
  [
    'address',
    /\bip(?:v[46])?[ _-]?(?:address)?\b.{0,60}\b(?:not (?:allowed|permitted|authorized)|denied|blocked|banned|restrict)|\bipdenied|\b(?:your|this) country\b|\bregion is not\b/,
  ],
  [
    'host',
    /\bhost\b.{0,40}\b(?:is not allowed|not allowed|not permitted)\b|\bdisallowed ?host\b|\binvalid host header\b|\b(?:ssl|https) (?:is )?required\b/,
  ],
]

// "Signature has expired" is how PyJWT says that the token has; and a key that the issuer lacks says nothing of `iss`.
const untangled = (text: string): string =>
  text
    .replace(/\bsignature has expired\b/g, 'token has expired')
    .replace(/\b((?:signing |public )?keys?\b[^.]{0,40}?)\b(?:the |this |its )?issuers?\b/g, '$1')

/** Every reason that a text names. Pure; linear in the text, of which only the beginning counts. */
export function reasonsIn(words: string): readonly SaidReason[] {
  const text = untangled(words.slice(0, 2000).toLowerCase())
  return signs.filter(([, pattern]) => pattern.test(text)).map(([reason]) => reason)
}

/** Codes that mean one thing wherever they stand. In lower case. */
const codes: Readonly<Record<string, SaidReason>> = {
  ...{ insufficient_scope: 'scope', missing_scope: 'scope', access_token_scope_insufficient: 'scope' },
  ...{ expired_token: 'expired', token_expired: 'expired', access_token_expired: 'expired', jwt_expired: 'expired' },
  ...{ insufficient_user_authentication: 'step-up', insufficient_claims: 'step-up' },
  ...{ use_dpop_nonce: 'proof', invalid_dpop_proof: 'proof' },
  ...{ invalid_token: 'token-refused', token_revoked: 'revoked', account_inactive: 'session-ended' },
  ...{ invalid_audience: 'audience', invalid_issuer: 'issuer', bad_jwt: 'token-refused' },
}

/** What an error code alone says; null where it says nothing that is known here. */
export const reasonOfCode = (code: string | null): SaidReason | null =>
  code !== null && Object.hasOwn(codes, code.toLowerCase()) ? (codes[code.toLowerCase()] ?? null) : null
