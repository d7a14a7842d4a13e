import { createHash } from 'node:crypto'
import { SecretText } from '../vault/secret-text.ts'
import type { DigestChallenge } from './digest-challenge.ts'

// Our own, on node:crypto: the packages there are do MD5 only, or bring hash functions of their own along.

export interface DigestUser {
  readonly username: string
  readonly password: SecretText
}

export interface DigestUse {
  readonly method: string
  /** The request-target as it goes on the wire. */
  readonly uri: string
  readonly body: Uint8Array | null
  /** How often the nonce was used, this time included. */
  readonly count: number
  readonly cnonce: string
  /** What the session key of a -sess algorithm is made with: the first nonce and cnonce (RFC 7616 §3.4.2). */
  readonly sessionNonce: string
  readonly sessionCnonce: string
}

const hasher =
  (name: string) =>
  (...parts: readonly (string | Uint8Array)[]): string => {
    const hash = createHash(name)
    parts.forEach((part, at) => hash.update(at === 0 ? '' : ':').update(part))
    return hash.digest('hex')
  }

/** RFC 9110 §5.6.4; UTF-8, as bytes that a header line can hold. */
const quoted = (text: string): string =>
  `"${Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(/["\\]/g, (character) => `\\${character}`)}"`

/** RFC 8187 §3.2.1 */
const extended = (text: string): string =>
  `UTF-8''${encodeURIComponent(text).replace(/['()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)}`

/** RFC 7616 §3.4: which user it is, open, encoded or hashed. */
function userParam(
  { realm, hash, userhash, isUtf8 }: DigestChallenge,
  username: string,
): readonly (readonly [string, string])[] {
  if (userhash) {
    return [
      ['username', quoted(hasher(hash)(username, realm))],
      ['userhash', 'true'],
    ]
  }
  // A server that says charset knows the newer spelling; others get the bytes.
  const isPlain = /^[\x20-\x7e]*$/.test(username)
  return isPlain || !isUtf8 ? [['username', quoted(username)]] : [['username*', extended(username)]]
}

export interface DigestAnswer {
  /** The Authorization value. */
  readonly authorization: SecretText
  /** The hash in it: whoever has it can try passwords against it. */
  readonly response: SecretText
}

/** What answers a challenge (RFC 7616 §3.4; RFC 2069 §2.1.2 where the server knows no qop). */
export function answerDigest(challenge: DigestChallenge, user: DigestUser, use: DigestUse): DigestAnswer {
  const { realm, nonce, opaque, algorithm, hash: name, isSession, qop } = challenge
  const { method, uri, body, cnonce } = use
  const hash = hasher(name)
  const identity = hash(user.username, realm, user.password.reveal())
  const ha1 = isSession ? hash(identity, use.sessionNonce, use.sessionCnonce) : identity
  const ha2 = qop === 'auth-int' ? hash(method, uri, hash(body ?? '')) : hash(method, uri)
  const nc = use.count.toString(16).padStart(8, '0')
  const response = qop === null ? hash(ha1, nonce, ha2) : hash(ha1, nonce, nc, cnonce, qop, ha2)
  const params: (readonly [string, string])[] = [
    ...userParam(challenge, user.username),
    ['realm', quoted(realm)],
    ['nonce', quoted(nonce)],
    ['uri', quoted(uri)],
    ['response', quoted(response)],
    ...(algorithm === null ? [] : [['algorithm', algorithm] as const]),
    ...(qop === null
      ? []
      : ([
          ['qop', qop],
          ['nc', nc],
        ] as const)),
    ...(qop === null && !isSession ? [] : [['cnonce', quoted(cnonce)] as const]),
    ...(opaque === null ? [] : [['opaque', quoted(opaque)] as const]),
  ]
  const authorization = new SecretText(`Digest ${params.map(([key, value]) => `${key}=${value}`).join(', ')}`)
  return { authorization, response: new SecretText(response) }
}
