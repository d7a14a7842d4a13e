import type { ProfileId } from '../../contract/ids.ts'
import { challengeParam } from '../challenges/challenge-params.ts'
import { parseChallenges } from '../challenges/parse-challenges.ts'
import type { WireAnswer } from '../requests/transport.ts'
import { headerValue, isNamed, type WireRequest } from '../requests/wire-request.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { withHeader } from './carry.ts'
import type { ClientCertificate } from './client-certificate.ts'
import type { Credential } from './credential.ts'
import { answerDigest, type DigestUser } from './digest-answer.ts'
import { chooseDigestChallenge, type DigestChallenge } from './digest-challenge.ts'
import type { DigestSpace, DigestSpaces } from './digest-spaces.ts'

export interface DigestCredentialParts {
  readonly profileId: ProfileId
  readonly user: DigestUser
  readonly certificate: ClientCertificate | null
  readonly spaces: DigestSpaces
  readonly randomBytes: (size: number) => Uint8Array
}

function challengeIn(answer: WireAnswer): DigestChallenge | null {
  const { result } = answer
  if (result.outcome !== 'answered' || result.status !== 401) return null
  const fields = result.headers.filter(([name]) => isNamed(name, 'www-authenticate')).map(([, value]) => value)
  return chooseDigestChallenge(parseChallenges(fields))
}

/** RFC 7616 §3.5; the field has the parameters of a challenge and no scheme. */
function nextNonceIn(answer: WireAnswer): string | null {
  if (answer.result.outcome !== 'answered') return null
  const told = headerValue(answer.result.headers, 'Authentication-Info')
  const [params] = told === null ? [] : parseChallenges([`Digest ${told}`])
  const nonce = params === undefined ? null : challengeParam(params, 'nextnonce')
  return nonce === '' ? null : nonce
}

/**
 * User name and password by Digest (RFC 7616). The first request to a place goes without; its challenge is answered,
 * and from then on requests to that place are answered beforehand, each with the next count of the nonce.
 */
export function digestCredential(parts: DigestCredentialParts): Credential {
  const { profileId, user, certificate, spaces, randomBytes } = parts
  const sentWith = new WeakMap<WireRequest, DigestSpace>()
  /** An API may repeat an answer by itself, without the line that it came in. */
  const secrets: SecretText[] = [user.password]
  let answered: 'nothing' | 'challenge' | 'stale' = 'nothing'

  function open(request: WireRequest, challenge: DigestChallenge): void {
    spaces.open(profileId, request, challenge, Buffer.from(randomBytes(16)).toString('base64url'))
  }

  return {
    tokens: null,
    token: null,
    secrets,
    reference: user.username === '' ? null : user.username,
    certificate,
    async place(request) {
      const space = spaces.find(profileId, request)
      if (space === null) return { ...request, certificate }
      space.count += 1
      const { method, target, body } = request
      const { count, cnonce, sessionNonce } = space
      const use = { method, uri: target.path, body, count, cnonce, sessionNonce, sessionCnonce: cnonce }
      const { authorization, response } = answerDigest(space.challenge, user, use)
      secrets.push(response)
      const placed = { ...withHeader(request, 'Authorization', authorization), certificate }
      sentWith.set(placed, space)
      return placed
    },
    async learn(request, answer) {
      const space = sentWith.get(request) ?? null
      const challenge = challengeIn(answer)
      if (challenge === null) {
        const nonce = nextNonceIn(answer)
        if (space !== null && nonce !== null) spaces.renew(profileId, space, nonce)
        answered = 'nothing'
        return false
      }
      // A nonce that ran out is no refusal of the password; one that was kept from before may have, unsaid.
      const reason = space !== null && challenge.stale ? 'stale' : 'challenge'
      if (answered === reason || (answered === 'stale' && reason === 'challenge')) {
        // Wrong user name or password: beginning anew the next time costs the account one try, not two.
        if (space !== null) spaces.close(profileId, space)
        answered = 'nothing'
        return false
      }
      answered = reason
      open(request, challenge)
      return true
    },
  }
}
