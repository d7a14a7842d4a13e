import { formatSpan } from './times.ts'

/** What something in a challenge means, and where it is defined; `reference` is null where nobody defines it. */
export interface ChallengeWords {
  readonly meaning: string
  readonly reference: string | null
}

type Words = readonly [meaning: string, reference: string]

const errors: Readonly<Record<string, Words>> = {
  invalid_request: [
    'The request itself is wrong: a parameter is missing, repeated, or of a wrong form.',
    'RFC 6750 §3.1',
  ],
  invalid_token: ['The token is expired, revoked, of a wrong form, or not for this API.', 'RFC 6750 §3.1'],
  insufficient_scope: ['The token holds, but it carries too few rights for this.', 'RFC 6750 §3.1'],
  insufficient_user_authentication: ['The sign-in behind the token was too weak, or too long ago.', 'RFC 9470 §3'],
  invalid_dpop_proof: ['The proof beside the token is missing or wrong.', 'RFC 9449 §7.1'],
  use_dpop_nonce: ['The proof must hold the nonce that the server sends in DPoP-Nonce.', 'RFC 9449 §9'],
  insufficient_claims: ['A new sign-in must bring the claims that are named.', 'Microsoft Entra'],
}

/** What a value means beyond its parameter's name; null where the name says all. */
export function challengeValueWords(name: string, value: string): ChallengeWords | null {
  if (name === 'error' && Object.hasOwn(errors, value)) {
    const [meaning, reference] = errors[value] ?? ['', '']
    return { meaning, reference }
  }
  if (name === 'max_age' && /^\d{1,9}$/.test(value)) {
    const isNow = Number(value) === 0
    return {
      meaning: isNow
        ? 'The person has to sign in anew for this.'
        : `The sign-in may be no older than ${formatSpan(Number(value) * 1000)}.`,
      reference: 'RFC 9470 §3',
    }
  }
  if (name === 'stale' && value.toLowerCase() === 'false') {
    return {
      meaning: 'The nonce was not too old: the user name or the password was wrong.',
      reference: 'RFC 7616 §3.3',
    }
  }
  return null
}
