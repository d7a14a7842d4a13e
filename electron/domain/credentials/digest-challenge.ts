import { createHash } from 'node:crypto'
import type { Challenge } from '../../contract/challenges.ts'
import { challengeParam, hasScheme } from '../challenges/challenge-params.ts'

/** A Digest challenge that can be answered (RFC 7616 §3.3). */
export interface DigestChallenge {
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | null
  /** As the server wrote it; null where it names none, which means MD5. */
  readonly algorithm: string | null
  readonly hash: HashName
  readonly isSession: boolean
  /** null: the server is of RFC 2069, which knows no qop. */
  readonly qop: 'auth' | 'auth-int' | null
  readonly userhash: boolean
  readonly isUtf8: boolean
  readonly stale: boolean
  /** Addresses that the answer is good for; none: the whole origin. */
  readonly domain: readonly string[]
}

/** Names of node:crypto; the weakest first. */
const hashes = ['md5', 'sha256', 'sha512-256'] as const
export type HashName = (typeof hashes)[number]

const hashOf = new Map<string, HashName>([
  ['md5', 'md5'],
  ['sha-256', 'sha256'],
  ['sha-512-256', 'sha512-256'],
])

const isTrue = (value: string | null): boolean => value?.toLowerCase() === 'true'

/** 'auth' before 'auth-int', as every client; undefined: it wants something that nobody knows. */
function qopOf(wanted: string | null): DigestChallenge['qop'] | undefined {
  if (wanted === null || wanted.trim() === '') return null
  const offered = wanted.split(/[\s,]+/).map((each) => each.toLowerCase())
  if (offered.includes('auth')) return 'auth'
  return offered.includes('auth-int') ? 'auth-int' : undefined
}

function isAvailable(hash: HashName): boolean {
  try {
    return createHash(hash).update('').digest().length > 0
  } catch {
    return false // Not every build of the crypto library has all of them (a FIPS one has no MD5).
  }
}

function read(challenge: Challenge): DigestChallenge | null {
  const param = (name: string) => challengeParam(challenge, name)
  const [nonce, algorithm, qop] = [param('nonce'), param('algorithm'), qopOf(param('qop'))]
  const base = (algorithm ?? 'MD5').trim().toLowerCase()
  const hash = hashOf.get(base.replace(/-sess$/, ''))
  if (nonce === null || hash === undefined || qop === undefined || !isAvailable(hash)) return null
  return {
    ...{ realm: param('realm') ?? '', nonce, opaque: param('opaque'), algorithm, hash, qop },
    isSession: base.endsWith('-sess'),
    userhash: isTrue(param('userhash')),
    isUtf8: param('charset')?.toLowerCase() === 'utf-8',
    stale: isTrue(param('stale')),
    domain: (param('domain') ?? '').split(/\s+/).filter((each) => each !== ''),
  }
}

/** The strongest of the Digest challenges that we can answer (RFC 7616 §3.7); null where there is none. */
export function chooseDigestChallenge(challenges: readonly Challenge[]): DigestChallenge | null {
  const usable = challenges
    .filter((each) => hasScheme(each, 'digest'))
    .map(read)
    .filter((each) => each !== null)
  const strength = ({ hash }: DigestChallenge) => hashes.indexOf(hash)
  return usable.toSorted((one, other) => strength(other) - strength(one))[0] ?? null
}
