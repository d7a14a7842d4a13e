import { randomBytes } from 'node:crypto'
import {
  CompactSign,
  compactVerify,
  createLocalJWKSet,
  errors,
  exportSPKI,
  generateKeyPair,
  importJWK,
  exportJWK,
  type CryptoKey,
} from 'jose'
import type { SignatureVerdict } from '../../electron/contract/jwt.ts'
import { signatureVerdict } from '../../electron/contract/jwt.ts'
import { isRecord } from '../../electron/domain/json/is-record.ts'
import { parseJsonOrNull } from '../../electron/domain/json/parse-json.ts'
import { inspectToken } from '../../electron/domain/jwt/inspect-token.ts'
import { createSignatureVerifier } from '../../electron/domain/jwt/verify-signature.ts'
import { ClaimcheckError } from '../../electron/domain/failures/claimcheck-error.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { recordConnections } from './connection-recorder.ts'
import { aTokenToInspect, usualClaims } from './token-to-inspect.ts'

const jwksUri = 'https://id.example.test/jwks'
const families = [
  { make: 'RS256', algorithms: ['RS256', 'RS384', 'RS512'] },
  { make: 'PS256', algorithms: ['PS256', 'PS384', 'PS512'] },
  { make: 'ES256', algorithms: ['ES256'] },
  { make: 'ES384', algorithms: ['ES384'] },
  { make: 'ES512', algorithms: ['ES512'] },
  { make: 'EdDSA', algorithms: ['EdDSA', 'Ed25519'] },
] as const
const hmacs = ['HS256', 'HS384', 'HS512'] as const

/** A genuine token, and how to hold a changed one against its key: by us, and by jose alone. */
export interface Genuine {
  readonly alg: string
  readonly token: string
  readonly verify: (token: string) => Promise<SignatureVerdict>
  readonly accepts: (compact: string) => Promise<boolean>
}

async function isAccepted(verify: () => Promise<unknown>): Promise<boolean> {
  try {
    await verify()
    return true
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException) return false
    throw error
  }
}

/** What must not happen: an address that a token names is asked. */
export interface Watch {
  readonly askedFor: string[]
  readonly connections: ReadonlySet<string>
  readonly stop: () => void
}

/** Genuine tokens of every algorithm, checked with the issuer's keys, a pasted PEM or JWK, and a secret. */
export async function genuineTokens(): Promise<{ tokens: readonly Genuine[]; watch: Watch }> {
  const { tried, stop } = recordConnections()
  const askedFor: string[] = []
  const tokens: Genuine[] = []
  const payload = new TextEncoder().encode(JSON.stringify(usualClaims))
  const signed = (alg: string, key: CryptoKey | Uint8Array) =>
    new CompactSign(payload).setProtectedHeader({ alg, typ: 'at+jwt', kid: 'k1' }).sign(key)

  for (const { make, algorithms } of families) {
    const { publicKey, privateKey } = await generateKeyPair(make, { extractable: true })
    const { alg: _own, ...jwk } = await exportJWK(publicKey)
    const pem = await exportSPKI(publicKey)
    const jwks = {
      keys: [
        { ...jwk, kid: 'k1' },
        { ...jwk, kid: 'k2', use: 'enc' },
      ],
    }
    const verifier = createSignatureVerifier({
      now: () => new Date(0),
      async fetchJwks(uri) {
        if (uri !== jwksUri) askedFor.push(uri)
        return { ok: true, jwks }
      },
    })
    const choose = createLocalJWKSet(jwks)
    for (const alg of algorithms) {
      // A key pair is made for one algorithm, and imported anew for each of its family.
      const key = await importJWK({ ...(await exportJWK(privateKey)) }, alg)
      const token = await signed(alg, key)
      tokens.push({
        ...{ alg: `${alg} by the issuer’s keys`, token },
        verify: (changed) => verifier.withIssuerKeys({ token: new SecretText(changed), jwksUri }),
        accepts: (compact) => isAccepted(() => compactVerify(compact, choose)),
      })
      for (const material of [pem, JSON.stringify(jwk)]) {
        tokens.push({
          ...{ alg: `${alg} by a pasted ${material === pem ? 'PEM' : 'JWK'}`, token },
          verify: (changed) => pasted(verifier, changed, material),
          accepts: (compact) => isAccepted(() => compactVerify(compact, { ...jwk, kty: String(jwk.kty) })),
        })
      }
    }
  }
  for (const alg of hmacs) {
    const secret = randomBytes(64).toString('hex')
    const bytes = new TextEncoder().encode(secret)
    const verifier = createSignatureVerifier({
      now: () => new Date(0),
      async fetchJwks(uri) {
        askedFor.push(uri)
        return { ok: false, reason: 'nobody' }
      },
    })
    tokens.push({
      ...{ alg: `${alg} by a secret`, token: await signed(alg, bytes) },
      verify: (changed) => pasted(verifier, changed, secret),
      accepts: (compact) => isAccepted(() => compactVerify(compact, bytes)),
    })
  }
  return { tokens, watch: { askedFor, connections: tried, stop } }
}

async function pasted(
  verifier: ReturnType<typeof createSignatureVerifier>,
  token: string,
  material: string,
): Promise<SignatureVerdict> {
  try {
    return await verifier.withMaterial({ token: new SecretText(token), material: new SecretText(material) })
  } catch (thrown) {
    // Told to the person: the key is none for what the token says now.
    if (thrown instanceof ClaimcheckError && thrown.code === 'inspection.key_unusable') {
      return { verdict: 'cannot-check', reason: 'The key is none for it.' }
    }
    throw thrown
  }
}

const mostCpuMs = 50

export interface Judged {
  /** null: nothing is. */
  readonly wrong: string | null
  /** It was changed where it makes no difference, so that both call it genuine. */
  readonly isStillValid: boolean
}

async function judgeOnce(genuine: Genuine, token: string): Promise<{ verdict: SignatureVerdict; cpuMs: number }> {
  const before = process.cpuUsage()
  const verdict = await genuine.verify(token)
  inspectToken(aTokenToInspect(token))
  const { user, system } = process.cpuUsage(before)
  return { verdict, cpuMs: (user + system) / 1000 }
}

/** What is wrong with how a changed token was judged. */
export async function judgeTampered(genuine: Genuine, token: string): Promise<Judged> {
  let { verdict, cpuMs } = await judgeOnce(genuine, token)
  // Again where it was long: what is compiled or collected meanwhile is no fault of the token.
  for (let tries = 1; tries < 5 && cpuMs > mostCpuMs; tries += 1) ({ verdict, cpuMs } = await judgeOnce(genuine, token))
  // Of an SD-JWT only the part before the first disclosure is signed (RFC 9901 §4).
  const compact = isInJson(token) ? fromJson(token) : (token.split('~')[0] ?? '')
  const isAcceptedByJose = await genuine.accepts(compact)
  const isValid = verdict.verdict === 'valid'
  const wrongs = [
    !signatureVerdict.safeParse(verdict).success && 'its verdict is none',
    cpuMs > mostCpuMs && `it took ${cpuMs} ms`,
    isValid && !isAcceptedByJose && 'it is called valid, and jose refuses it',
    verdict.verdict === 'invalid' &&
      isAcceptedByJose &&
      !isUnencoded(compact) &&
      'it is called invalid, and jose accepts it',
  ]
  return { wrong: wrongs.find((each) => each !== false) ?? null, isStillValid: isValid && isAcceptedByJose }
}

/** The other serialisation (RFC 7515 §7.2): jose takes it by another function; what is signed is the same. */
const isInJson = (token: string): boolean => token.trimStart().startsWith('{')

function fromJson(token: string): string {
  const json = parseJsonOrNull(token)
  if (!isRecord(json)) return token
  return [json['protected'], json['payload'], json['signature']].map(String).join('.')
}

/** What jose's compactVerify takes and its jwtVerify refuses, as RFC 7797 §7 demands. */
const isUnencoded = (compact: string): boolean =>
  /"b64"\s*:\s*false/.test(Buffer.from(compact.split('.')[0] ?? '', 'base64url').toString('latin1'))
